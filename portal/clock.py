"""What day it is where the plans are due."""

import datetime as dt
from zoneinfo import ZoneInfo

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


def today(setting: str = "") -> dt.date:
    """The day in Viet Nam, or the one that the setting ``TODAY`` names (ISO 8601)."""
    return dt.date.fromisoformat(setting) if setting else dt.datetime.now(VIET_NAM).date()
