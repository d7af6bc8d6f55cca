"""From entries to figures: what each entry must satisfy by itself, one message for one mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.periods import Period
from portal.publishing.intake.catalogue import Words
from portal.publishing.intake.context import Context, Measure, Village
from portal.publishing.intake.entries import COMMUNE, Entry, Part
from portal.publishing.intake.fields import among, counted, named
from portal.publishing.intake.findings import ReadFigure
from portal.publishing.intake.reporting import Report
from portal.publishing.submissions import Cell
from portal.publishing.workbooks.grid import address


@dataclass(frozen=True)
class Sound:
    """An entry that is a figure, with the period it certainly has."""

    entry: Entry
    period: Period
    cell: Cell

    @property
    def at(self) -> tuple[int, int]:
        parts = self.entry.parts
        return (parts.get("numerator") or parts["value"]).at

    def as_read(self) -> ReadFigure:
        return ReadFigure(self.cell, self.entry.sheet, address(*self.at))


class Rules:
    """The rules about single entries."""

    def __init__(self, context: Context, report: Report) -> None:
        self._context, self._report = context, report
        self._villages = {village.code: village for village in context.villages}
        self.refused: set[int] = set()  # ids of entries with an error of their own

    def figures(self, entries: Iterable[Entry]) -> list[Sound]:
        """The entries of places that are figures: villages' and, for its own indicators, the commune's."""
        found: list[Sound] = []
        for entry in entries:
            fits = self._is_figure(entry) and self._period_fits(entry) and self._village_fits(entry)
            if fits and self._counts_fit(entry):
                period = entry.period
                if period is not None:
                    found.append(Sound(entry, period, self._cell(entry, period)))
        return found

    def place(self, entry: Entry) -> str:
        village = self._villages.get(entry.place or "")
        return village.name if village else self._context.commune.name

    def _add(self, code: str, entry: Entry, at: tuple[int, int], **particulars: object) -> bool:
        self._report.add(code, entry.sheet, at, **particulars)
        self.refused.add(id(entry))
        return False

    def _is_figure(self, entry: Entry) -> bool:
        """A place's own figure at the right level; totals and rows of nobody are not."""
        if entry.place is None or entry.repeated or entry.empty:
            return False
        if entry.place != COMMUNE and not entry.measure.by_village:
            if self._report.once("level", entry.table, entry.measure.code):
                self._add("level-commune", entry, entry.heading, indicator=named(entry.measure))
            return False
        return entry.place != COMMUNE or not entry.measure.by_village

    def _period_fits(self, entry: Entry) -> bool:
        """In the past, not before the commune, and no shorter than a village's flow may be; said once a table."""
        period, says = entry.period, entry.parts.keys() & {"numerator", "value"}
        if period is None or not says:
            return period is not None
        problem = self._misfit(period, entry.measure)
        if problem is None:
            return True
        if self._report.once(problem, entry.table, period):
            commune = self._context.commune
            wide = problem == "period-too-fine" and entry.period_at[0] < entry.heading[0]
            at = entry.heading if wide else entry.period_at
            self._add(
                problem,
                entry,
                at,
                period=period,
                today=f"{self._context.today:%d/%m/%Y}",
                commune=commune.name,
                since=f"{commune.valid_from:%d/%m/%Y}" if commune.valid_from else "",
                indicator=named(entry.measure),
            )
        return False

    def _village_fits(self, entry: Entry) -> bool:
        """There at the end of the period and, of a flow, the same village all through it; said once a row."""
        village, period = self._villages.get(entry.place or ""), entry.period
        number = entry.parts.get("numerator") or entry.parts.get("value")
        if village is None or period is None or number is None:
            return True
        problem = village.misfit(period, flow=entry.measure.nature == "flow")
        if problem is None:
            return True
        if self._report.once(problem, entry.table, entry.row, period):
            told = {"fate": _fate(village, period), "instead": _instead(village, period)}
            self._add(problem, entry, number.at, place=village.name, period=period, **told)
        self.refused.add(id(entry))
        return False

    def _misfit(self, period: Period, measure: Measure) -> str | None:
        since = self._context.commune.valid_from
        if period.end > self._context.today:
            return "period-future"
        if since is not None and period.end < since:
            return "period-too-early"
        if measure.by_village and measure.nature == "flow" and period.cadence in {"month", "half-year"}:
            return "period-too-fine"
        return None

    def _counts_fit(self, entry: Entry) -> bool:
        if entry.measure.is_rate:
            return self._rate_fits(entry)
        part = entry.parts.get("denominator")
        if part is not None:
            return self._add("denominator-unwanted", entry, part.at, indicator=named(entry.measure))
        return bool(entry.parts.keys() & {"numerator", "value"})

    def _rate_fits(self, entry: Entry) -> bool:
        parts = entry.parts
        numerator, denominator, percent = (parts.get(kind) for kind in ("numerator", "denominator", "percent"))
        if numerator is None:
            alone = percent is not None and denominator is None and not entry.faulty and percent.number
            return self._refuse_rate_alone(entry, percent) if alone and percent else False
        if denominator is None:
            return self._refuse_half(entry)
        if numerator.number > denominator.number:
            return self._refuse_over(entry, numerator, denominator)
        return percent is None or self.percent_fits(entry, numerator, denominator, percent)

    def _refuse_rate_alone(self, entry: Entry, percent: Part) -> bool:
        """Without columns for the counts once a table, with them at every cell."""
        measure = entry.measure
        if not {"numerator", "denominator"} <= entry.columns.keys() and not self._report.once("rates", entry.table):
            return False
        words = {"indicator": named(measure), "numerator": counted(measure), "denominator": among(measure)}
        return self._add("counts-needed", entry, percent.at, **words)

    def _refuse_half(self, entry: Entry) -> bool:
        if "denominator" in entry.faulty:
            return False
        at = entry.columns.get("denominator", entry.parts["numerator"].at)
        if not self._report.once("half", entry.sheet, at):  # one empty cell under several indicators
            return False
        words = {"indicator": named(entry.measure), "denominator": among(entry.measure)}
        return self._add("denominator-missing", entry, at, place=self.place(entry), **words)

    def _refuse_over(self, entry: Entry, numerator: Part, denominator: Part) -> bool:
        return self._add(
            "numerator-over-denominator",
            entry,
            numerator.at,
            place=self.place(entry),
            indicator=named(entry.measure),
            given=int(numerator.number),
            whole=int(denominator.number),
            numerator=counted(entry.measure),
            denominator=among(entry.measure),
        )

    def percent_fits(self, entry: Entry, numerator: Part, denominator: Part, percent: Part) -> bool:
        """A percentage beside its counts says the same, rounded or cut off; a fraction of 1 counts as one too."""
        if percent.number > 100:
            return self._add("percent-over-100", entry, percent.at, text=percent.text)
        if not denominator.number:
            return True
        rate = 100 * numerator.number / denominator.number
        if any(abs(said - rate) < unit for said, unit in _spellings(percent)):
            return True
        return self._add(
            "percent-disagrees",
            entry,
            percent.at,
            given=percent.number,
            numerator=int(numerator.number),
            denominator=int(denominator.number),
            reckoned=rate.quantize(Decimal("0.1")),
        )

    def _cell(self, entry: Entry, period: Period) -> Cell:
        numerator, denominator, value = (entry.parts.get(kind) for kind in ("numerator", "denominator", "value"))
        return Cell(
            indicator=entry.measure.code,
            locality=entry.place or self._context.commune.code,
            period=period.text,
            numerator=int(numerator.number) if numerator else None,
            denominator=int(denominator.number) if denominator else None,
            value=float(value.number) if value else None,
            status=entry.status,
        )


def _fate(village: Village, period: Period) -> Words:
    """Since when a village is there, and of what; or until when it was, and what it became."""
    if village.valid_to is not None and village.valid_to < period.end:
        day = f"{village.valid_to:%d/%m/%Y}"
        after = Words(f", sau đó thành {village.became}", f", then became {village.became}")
        vi, en = (after.vi, after.en) if village.became else ("", "")
        return Words(f"có đến hết ngày {day}{vi}", f"was there until {day}{en}")
    day = f"{village.valid_from:%d/%m/%Y}" if village.valid_from else ""
    vi, en = (f", từ {village.made_of}", f", made of {village.made_of}") if village.made_of else ("", "")
    return Words(f"có từ ngày {day}{vi}", f"is there since {day}{en}")


def _instead(village: Village, period: Period) -> Words:
    """Whose figure it should be."""
    ended = village.valid_to is not None and village.valid_to < period.end
    names = village.became if ended else village.made_of
    if not names:
        return Words("nơi có vào ngày cuối kỳ", "the village that was there at the end of the period")
    return Words(names, names)


def _spellings(percent: Part) -> list[tuple[Decimal, Decimal]]:
    """What a percentage may mean, with the unit of its last digit; a spreadsheet's 0.853 is 85.3 %."""
    found = [(percent.number, max(Decimal(1).scaleb(-percent.places), Decimal("0.001")))]
    if percent.number <= 1 and "%" not in percent.text:
        found.append((100 * percent.number, max(Decimal(1).scaleb(2 - percent.places), Decimal("0.001"))))
    return found
