"""What is taken for an e-mail address, at the form as at the desk."""


def plain_address(text: str) -> str:
    """An address as mail servers of any age take it; nothing is asked of its host.

    :raises ValueError: it is none.
    """
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - loaded with the first address

    try:
        found = validate_email(text, allow_smtputf8=False, check_deliverability=False)
    except EmailNotValidError:
        raise ValueError("not an e-mail address") from None
    return found.ascii_email or found.normalized


def is_address(text: str) -> bool:
    try:
        plain_address(text)
    except ValueError:
        return False
    return True
