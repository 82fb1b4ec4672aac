"""Capacity factors of new wind and solar under PPAs, and solar's part of wind and solar. All assumed (recalled).

The hourly profiles are rescaled to these means, so that `supplies.yearly_eur_per_mw` = price x factor x 8,760 agrees
with `hourly` without carrying a share-alike figure into another table, and so that faulty profiles (Malta's wind all
zero; Slovenia, Croatia, Slovakia low) do no harm.
"""

WIND_FACTOR = {
    "AT": 0.27, "BE": 0.27, "BG": 0.28, "CY": 0.22, "CZ": 0.26, "DE": 0.28, "DK1": 0.36, "DK2": 0.33, "EE": 0.33,
    "ES": 0.29, "FI": 0.36, "FR": 0.28, "GR": 0.29, "HR": 0.27, "HU": 0.26, "IE": 0.33, "IT-NORD": 0.20,
    "IT-CNOR": 0.23, "IT-CSUD": 0.25, "IT-SUD": 0.27, "IT-SICI": 0.26, "IT-SARD": 0.27, "LT": 0.33, "LU": 0.26,
    "LV": 0.33, "MT": 0.22, "NL": 0.31, "PL": 0.30, "PT": 0.30, "RO": 0.30, "SE1": 0.34, "SE2": 0.36, "SE3": 0.34,
    "SE4": 0.35, "SI": 0.22, "SK": 0.24,
}  # fmt: skip
"""Zone -> mean capacity factor of new onshore wind."""

SOLAR_FACTOR = {
    "AT": 0.125, "BE": 0.115, "BG": 0.155, "CY": 0.205, "CZ": 0.120, "DE": 0.115, "DK1": 0.118, "DK2": 0.120,
    "EE": 0.112, "ES": 0.200, "FI": 0.105, "FR": 0.145, "GR": 0.180, "HR": 0.145, "HU": 0.145, "IE": 0.108,
    "IT-NORD": 0.145, "IT-CNOR": 0.155, "IT-CSUD": 0.165, "IT-SUD": 0.175, "IT-SICI": 0.185, "IT-SARD": 0.180,
    "LT": 0.115, "LU": 0.118, "LV": 0.113, "MT": 0.190, "NL": 0.115, "PL": 0.118, "PT": 0.195, "RO": 0.150,
    "SE1": 0.095, "SE2": 0.100, "SE3": 0.112, "SE4": 0.118, "SI": 0.135, "SK": 0.130,
}  # fmt: skip
"""Zone -> mean capacity factor of new ground-mounted solar."""

SOLAR_PART = {
    "AT": 0.45, "BE": 0.37, "BG": 0.78, "CY": 0.75, "CZ": 0.84, "DE": 0.35, "DK": 0.16, "EE": 0.42, "ES": 0.48,
    "FI": 0.05, "FR": 0.35, "GR": 0.52, "HR": 0.25, "HU": 0.93, "IE": 0.09, "IT": 0.62, "LT": 0.30, "LU": 0.48,
    "LV": 0.60, "MT": 0.98, "NL": 0.40, "PL": 0.41, "PT": 0.30, "RO": 0.40, "SE": 0.09, "SI": 0.98, "SK": 0.98,
}  # fmt: skip
"""State -> solar's part of wind and solar generation in 2024 (Ember's file gives only the sum)."""

SHARE_WITHOUT_DATA = {"CY": 0.24, "MT": 0.15}
"""State -> wind and solar over demand where Ember's file has no row."""
