"""The words that the templates of the portal and of the desk both say."""

from portal.i18n import formats, localized, wording

FUNCTIONS = {
    "format_date": formats.format_date,
    "format_instant": formats.format_instant,
    "format_number": formats.format_number,
    "format_period": formats.format_period,
    "format_value": formats.format_value,
    "localized": localized,
    "progress_name": wording.progress_name,
    "status_name": wording.status_name,
}
