"""The licences that stand beside share-alike tables."""

CARBON = """carbon.csv is made from Electricity Maps' zone-level yearly data (2025, consumption-based; zones renamed).

Contains information from Electricity Maps (https://www.electricitymaps.com), which is made available here under the
Open Database License (ODbL) v1.0: https://opendatacommons.org/licenses/odbl/1-0/

carbon.csv itself is made available under the same licence. No other table of this case holds a figure from it.
"""

HOURLY = """hourly.csv is made from hourly load, capacity factors and temperature of 2016 of the Dispa-SET database
(https://github.com/energy-modelling-toolkit/Dispa-SET, European Commission, Joint Research Centre), licensed under
the European Union Public Licence v1.2: https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12

Changes: 29 February left out; 24 typical days chosen; wind and solar rescaled; prices built from residual load at the
level of Ember's European wholesale prices of 2025 (CC BY 4.0, https://ember-energy.org); temperatures as anomalies.

hourly.csv itself is made available under the EUPL v1.2. No other table of this case holds a figure from it.
"""

LICENCES = {"carbon.LICENCE.txt": CARBON, "hourly.LICENCE.txt": HOURLY}
