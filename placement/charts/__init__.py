"""Charts: Altair specifications turned into static pictures, without a browser and without the network.

Importing this package is cheap; `placement.charts.render` loads Altair and needs the extra `report`.
"""
