"""Where the markets lie: latitude and longitude of each market's main city, to a tenth of a degree.

Source: common geographic knowledge (GeoNames gives the same to a tenth of a degree). They place markets on a schematic
map and nothing else; distances that behaviour rests on are in ``model/data/origins.csv``.
"""

import numpy as np

NANJING = (31.7, 118.9)
"""Lukou airport."""
PLACES = {
    **{"KOR": (37.6, 127.0), "JPN": (35.7, 139.7), "USA": (40.7, -74.0), "RUS": (55.8, 37.6), "VNM": (21.0, 105.8)},
    **{"MYS": (3.1, 101.7), "MNG": (47.9, 106.9), "PHL": (14.6, 121.0), "SGP": (1.3, 103.8), "IND": (28.6, 77.2)},
    **{"CAN": (43.7, -79.4), "AUS": (-33.9, 151.2), "DEU": (50.1, 8.7), "THA": (13.8, 100.5), "GBR": (51.5, -0.1)},
    **{"IDN": (-6.2, 106.8), "FRA": (48.9, 2.4), "KAZ": (43.2, 76.9), "HKG": (22.3, 114.2), "MAC": (22.2, 113.5)},
    **{"TWN": (25.0, 121.6), "NLD": (52.4, 4.9), "ITA": (41.9, 12.5), "ESP": (40.4, -3.7), "CHE": (47.4, 8.5)},
    **{"SWE": (59.3, 18.1), "NZL": (-36.8, 174.8), "ARE": (25.3, 55.3), "SAU": (24.7, 46.7), "BRA": (-23.5, -46.6)},
    **{"NOR": (59.9, 10.8), "POL": (52.2, 21.0), "TUR": (41.0, 29.0)},
}


def bearing_and_distance(latitude: float, longitude: float) -> tuple[float, float]:
    """Return the direction from Nanjing, radians clockwise from north, and the great-circle distance, radians."""
    here, there = np.radians(NANJING), np.radians((latitude, longitude))
    turn = there[1] - here[1]
    east = np.sin(turn) * np.cos(there[0])
    north = np.cos(here[0]) * np.sin(there[0]) - np.sin(here[0]) * np.cos(there[0]) * np.cos(turn)
    along = np.sin(here[0]) * np.sin(there[0]) + np.cos(here[0]) * np.cos(there[0]) * np.cos(turn)
    return float(np.arctan2(east, north)), float(np.arccos(np.clip(along, -1, 1)))
