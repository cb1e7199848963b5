"""Writes what the second source says of public holidays, to standard output: second-source.json.

python -m pip install holidays==0.109 jpholiday==1.0.3 && python second-source.py > second-source.json
"""

import json
from collections import defaultdict
from importlib.metadata import version

import holidays
import jpholiday

COUNTRIES = (
    "AE AR AT AU BE BR CA CH CL CN CO CZ DE DK ES FI FR GB GR HK HU ID IE IL IN IT KR LU MX MY NL NO NZ PE PH PL PT "
    "RO SE SG SK TH TR TW US VN ZA"
).split()
# Where the country itself lists too little: the part that most of its offices are in.
PARTS = {"GB": "ENG", "MY": "KUL"}
YEARS = range(2024, 2033)
JAPANESE_YEARS = range(2024, 2051)


def by_year(days):
    years = defaultdict(list)
    for day in sorted(set(days)):
        years[str(day.year)].append(day.strftime("%m-%d"))
    return {year: " ".join(listed) for year, listed in years.items()}


def days_of(country, years):
    days = holidays.country_holidays(country, subdiv=PARTS.get(country), years=years)
    return [day for day in days if day.year in years]


print(
    json.dumps(
        {
            "versions": {name: version(name) for name in ("holidays", "jpholiday")},
            "holidays": {country: by_year(days_of(country, YEARS)) for country in COUNTRIES}
            | {"JP": by_year(days_of("JP", JAPANESE_YEARS))},
            "jpholiday": {
                "JP": by_year(day for year in JAPANESE_YEARS for day, _ in jpholiday.year_holidays(year)),
            },
        },
        indent=2,
    )
)
