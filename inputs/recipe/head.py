"""case.toml of the Europe case, as text: comments are part of it."""

from inputs.recipe.demand import AVAILABILITY, BUSY_H100E, STAGES, UTILISATION

HEAD = """# Europe: 27 states, their bidding zones, cities, brownfields and AI-Factory hosts.
# Built by `python -m inputs.recipe DATA_DIR inputs/europe`. README.md lists what is assumed, sources.csv every source.
# Screening result, not a connection offer: nobody publishes grid headroom.
name = "europe"
currency = "EUR"
currency_year = 2026      # figures of 2025 and 2026 as they stand; older ones by consumer prices (README.md)
base_year = 2026          # costs are discounted to the start of this year
discount_rate = 0.06
social_rate = 0.035
hours_per_year = 8760.0
"""

STAGE = """
[[stages]]
stage = "{stage}"
start_year = {start_year}
years = {years}
"""

DEMAND = '''
[demand]
scale = 1.0               # the one place to sweep demand: 0.5 to 1.5
note = """
Sized backwards: 5 gigafactories x 100,000 physical GB300 x 1.1 x 2.5 H100e x availability 0.95 x utilisation 0.8
= {busy:,.0f} busy H100e in 2031-33; 40 % of it in 2028-30, twice it in 2034-36 (refresh at about the same power).
Training 50 falling to 35 %, interactive 25 rising to 40 %, real-time 5 %, sensitive 10 %, public access 10 %."""
'''

POLICY = """
# Modelling choices. What law and programme say stands in rules.csv, each with status and date.
[policy]
gigafactory_unit = "accelerators"    # the other reading: "h100e"
block_it_mw = 10.0
min_it_mw = 20.0
max_share_of_state_peak = 0.05
carbon_free_share = 0.75             # hourly matched; the zone's own carbon-free share counts
carbon_account = "location"
carbon_price_eur_per_t = 0.0         # the emissions price is inside wholesale prices: more is a shadow price
moved_load_share = 0.1
lost_compute_eur_per_mwh = 1100.0
price_slope_eur_per_mwh_per_gw = 0.0 # a switch: try 5 to 15
risk_pass_through = 0.5              # a switch: 0 to 1
private_min_share = 0.66             # 1 less the EU's 17 % and as much from the host state
max_leverage = 0.3                   # blended return near 8 %, the anchor being 9 %
n_minus_1 = true
"""

OPERATION = """
[operation]
load_factor = 0.85
availability = {availability}
utilisation = {utilisation}
utilisation_first_year = 0.5
it_upkeep_share = 0.035
facility_upkeep_share = 0.03
facility_life_years = 20.0
connection_life_years = 40.0
line_eur_per_km = 3000000.0
staff_per_mw = 0.5
staff_per_site = 80.0
hours_per_staff_year = 1700.0
land_rent_share = 0.05
transit_eur_per_gbps_year = 3000.0
water_eur_per_m3 = 2.0
rtt_intercept_ms = 6.31
rtt_slope_ms_per_km = 0.0171
heat_full_demand_c = -5.0
heat_no_demand_c = 15.0
"""

SOLVE = """
[solve]
gap = 0.002
"""


def head_text() -> str:
    """The whole file."""
    stages = "".join(STAGE.format(stage=s.stage, start_year=s.start_year, years=s.years) for s in STAGES)
    operation = OPERATION.format(availability=AVAILABILITY, utilisation=UTILISATION)
    return HEAD + stages + DEMAND.format(busy=BUSY_H100E) + POLICY + operation + SOLVE
