"""Ranges of the numbers in a case, and the words that a cell may hold: the schema that the reader validates against.

Every range has two ends. The upper one lies far above what anybody builds, and below what a solver can carry beside the
rest of a case: its tolerances are absolute, so a case of numbers from 1e-300 to 1e15 has no proof worth the name.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le, Predicate


@dataclass(frozen=True, slots=True)
class Because:
    """Why a range ends where it does, in words for the message that refuses a number."""

    reason: str


@dataclass(frozen=True, slots=True)
class ZeroOrAtLeast:
    """A number is nothing, or large enough to matter."""

    least: float

    def __call__(self, number: float) -> bool:
        """Whether it is."""
        return number == 0 or number >= self.least


_NANO, _MICRO = Predicate(ZeroOrAtLeast(1e-9)), Predicate(ZeroOrAtLeast(1e-6))
"""Nothing, or at least a billionth; or at least a millionth."""

Share = Annotated[float, Ge(0), Le(1)]
Part = Annotated[float, Ge(0.01), Le(1), Because("Below a hundredth nothing useful runs.")]
Ratio = Annotated[float, Ge(0), Le(1000), _MICRO, Because("A ratio above 1,000 is a slip of the unit.")]
YearlyShare = Annotated[float, Ge(0), Le(10), _MICRO, Because("Nothing costs ten times its price in each year.")]
Rate = Annotated[float, Ge(0), Le(1), Because("A rate is a share a year: 0.05 for 5 %.")]
Points = Annotated[float, Ge(0), Le(100), _MICRO, Because("Percentage points: 2.5 adds 0.025 to a return.")]
Index = Annotated[float, Ge(0.01), Le(100), Because("1 is the reference; no state differs a hundredfold.")]

Count = Annotated[int, Ge(0), Le(1_000_000), Because("Leave it out for no limit.")]
Month = Annotated[int, Ge(1), Le(12)]
Year = Annotated[int, Ge(1900), Le(2200)]
YearOrNone = Annotated[int, Ge(0), Le(9999), Because("A year of four digits; 0 for none.")]
Years = Annotated[float, Ge(0.1), Le(200), Because("Nothing lives longer than 200 years, or pays back in a month.")]
YearHours = Annotated[float, Ge(0), Le(8784), Because("A year has 8784 hours at most.")]

Mw = Annotated[float, Ge(0), Le(100_000), _MICRO, Because("MW: 100,000 (100 GW) is more than any grid gives a site.")]
LeaseMw = Annotated[
    float, Ge(0), Le(1_000_000), _MICRO, Because("MW: more than 1,000,000 (1 TW) is no limit; leave the cell empty.")
]
Km = Annotated[float, Ge(0), Le(10_000), _MICRO, Because("km: no line is longer than 10,000 km.")]
Ms = Annotated[float, Ge(0), Le(100_000), _MICRO, Because("Milliseconds: 100,000 are more than a minute and a half.")]
Celsius = Annotated[float, Ge(-100), Le(100), Because("Degrees Celsius.")]

EurPerMwh = Annotated[float, Ge(0), Le(100_000), _MICRO, Because("EUR/MWh: 100,000 are 100 EUR for a kWh.")]
EurPerMw = Annotated[float, Ge(0), Le(1e9), _MICRO, Because("EUR per MW: nothing built costs 1,000 EUR a watt.")]
EurPerMwYear = Annotated[
    float, Ge(0), Le(1e8), _MICRO, Because("EUR per MW and year: 100 million is beyond any lease or charge.")
]
EurPerYear = Annotated[
    float, Ge(0), Le(1e11), _NANO, Because("EUR a year: 100 billion for one site are beyond any budget of the Union.")
]
Budget = Annotated[
    float, Ge(0), Le(1e14), _MICRO, Because("EUR: more than the Union earns in five years is no limit; leave it out.")
]
EurPerUnit = Annotated[float, Ge(0), Le(1e8), _MICRO, Because("EUR: no accelerator costs 100 million.")]
EurPerHour = Annotated[float, Ge(0), Le(10_000), _MICRO, Because("EUR: no hour costs more than 10,000.")]
GramsPerKwh = Annotated[float, Ge(0), Le(10_000), _MICRO, Because("g/kWh: the dirtiest power has some 1,200.")]
M3PerYear = Annotated[
    float, Ge(0), Le(1e12), _MICRO, Because("m3 a year: a thousand cubic kilometres are no limit; leave it out.")
]

H100e = Annotated[float, Ge(0), Le(1e9), _MICRO, Because("H100e: a billion is far beyond any demand of Europe.")]
EachH100e = Annotated[
    float, Ge(0.001), Le(10_000), Because("H100e of one accelerator: from a thousandth of one to ten thousand.")
]

PeakMw = Annotated[float, Ge(1), Le(10_000_000), Because("MW: the peak load of a whole power system.")]
BlockMw = Annotated[float, Ge(0.01), Le(10_000), Because("MW: smaller blocks decide nothing, larger ones fit nowhere.")]
StepMw = Annotated[float, Ge(0.1), Le(1_000_000), Because("MW: steps between 0.1 and 1,000,000 (1 TW) draw a curve.")]
Kw = Annotated[float, Ge(0.001), Le(10_000), Because("kW: from a watt to ten megawatts.")]
LongestMs = Annotated[float, Ge(0.001), Le(100_000), Because("Milliseconds; leave it empty for no limit.")]
HeatCelsius = Annotated[float, Ge(-100), Le(1000), Because("Degrees Celsius.")]
PueSlope = Annotated[
    float, Ge(0), Le(1), _MICRO, Because("Per degree: at 1 the facility draws ten times its compute ten degrees on.")
]
LargestPue = Annotated[float, Ge(1), Le(100), Because("A PUE is facility power over IT power: 1 to some 3.")]
LitresPerKwh = Annotated[float, Ge(0), Le(100), _MICRO, Because("L/kWh: to boil 1.5 L takes a kWh.")]
StorageHours = Annotated[float, Ge(0.01), Le(10_000), Because("Hours: from half a minute to more than a year.")]
HourWeight = Annotated[float, Ge(0.001), Le(8784), Because("Hours a year that the row stands for.")]
Output = Annotated[float, Ge(0), Le(1)]
Number = Annotated[int, Ge(-1_000_000_000), Le(1_000_000_000)]
PriceSlope = Annotated[
    float, Ge(0), Le(10_000), _MICRO, Because("EUR/MWh per GW: a whole GW more moves no price by 10,000.")
]

EurPerKm = Annotated[float, Ge(0), Le(1e9), _MICRO, Because("EUR/km: no line costs a billion for a kilometre.")]
EurPerTonne = Annotated[float, Ge(0), Le(100_000), _MICRO, Because("EUR/t: nobody pays 100,000 for a tonne of CO2.")]
EurPerM3 = Annotated[float, Ge(0), Le(10_000), _MICRO, Because("EUR/m3: 10,000 are 10 EUR for a litre of water.")]
EurPerGbpsYear = Annotated[
    float, Ge(0), Le(1e7), _MICRO, Because("EUR per Gbit/s and year: transit costs some thousands.")
]
EurPerH100eYear = Annotated[
    float, Ge(0), Le(1e8), _NANO, Because("EUR per H100e and year: above 100 million no link is worth having.")
]
BillionEur = Annotated[float, Ge(0), Le(1_000_000), Because("Billion EUR.")]
Million = Annotated[float, Ge(0), Le(10_000), Because("Million people.")]
TonnesPerYear = Annotated[
    float, Ge(0), Le(1e11), _MICRO, Because("t a year: more than the world emits is no limit; leave it out.")
]
Units = Annotated[
    float, Ge(0), Le(1e9), _MICRO, Because("Accelerators: above a billion there is no limit; leave the cell empty.")
]
Gbps = Annotated[float, Ge(0), Le(1_000_000), _MICRO, Because("Gbit/s per 1,000 H100e: a million is a slip.")]
MsPerKm = Annotated[float, Ge(0), Le(10), _MICRO, Because("Milliseconds per km: light in glass takes 0.01.")]
StaffPerMw = Annotated[float, Ge(0), Le(1000), _MICRO, Because("People per MW: no site has 1,000.")]
Staff = Annotated[float, Ge(0), Le(1_000_000), _MICRO, Because("People: no site has a million.")]
Seconds = Annotated[float, Ge(0.001), Le(1e9), Because("Seconds, up to some 30 years.")]
Scale = Annotated[float, Ge(0), Le(1_000_000), _NANO, Because("A factor: above 1,000,000 it is a slip.")]
HoursPerYear = Annotated[float, Ge(0.01), Le(8784), Because("Hours a year: 8784 at most.")]
Anything = Annotated[float, Ge(-1e15), Le(1e15)]

Kind = Literal["training", "inference"]
SupplyKind = Literal["wind", "solar", "baseload", "battery", "backup"]
FunderKind = Literal["eu", "state", "equity", "loan"]
Evidence = Literal["observed", "derived", "estimated", "assumed"]
