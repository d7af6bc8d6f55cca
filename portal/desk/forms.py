"""The desk's small forms. Labels are in the templates; what is wrong is said here, in the language of the page."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, SelectField, StringField
from wtforms.validators import StopValidation

from portal.desk.accounts import fold_name, is_name
from portal.desk.roles import Role
from portal.i18n import gettext as _

MOST = 200  # characters in any field
LONGEST = 300  # characters of a text about a submission


def typed(name: str) -> str:
    """What was typed into a text about a submission, as long as its page allows."""
    return request.form.get(name, "").replace("\x00", "")[:LONGEST]


class Filled:
    """Something is there, and not too much of it."""

    field_flags: dict[str, Any] = {"required": True}  # noqa: RUF012 - as WTForms reads it

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        if not (field.data or "").strip():
            raise StopValidation(_("Hãy điền mục này."))
        if len(field.data) > MOST:
            raise StopValidation(_("Mục này dài quá %(most)s ký tự.", most=MOST))


class NameField(StringField):
    """An account's name, folded as it is kept."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = fold_name(self.data or "")


class SignInForm(FlaskForm):  # type: ignore[misc]
    name = NameField(validators=[Filled()])
    password = PasswordField(validators=[Filled()])


class CodeForm(FlaskForm):  # type: ignore[misc]
    code = StringField(validators=[Filled()])


class PasswordForm(FlaskForm):  # type: ignore[misc]
    password = PasswordField(validators=[Filled()])


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password twice. Whether it is good enough is for ``passwords`` to say."""

    password = PasswordField(validators=[Filled()])
    again = PasswordField(validators=[Filled()])

    def validate_again(self, field: Field) -> None:
        if field.data != self.password.data:
            raise StopValidation(_("Hai lần nhập không giống nhau."))


class CommuneField(SelectField):
    """A commune, by its code. Where there are too many to choose from, its name is ``typed``."""

    typed = False


class GrantForm(FlaskForm):  # type: ignore[misc]
    """A role and where. The choices of communes are the caller's."""

    role = SelectField(choices=[role.value for role in Role], validate_choice=False)
    commune = CommuneField(validate_choice=False)

    def validate_role(self, field: Field) -> None:
        if field.data not in set(Role):
            raise StopValidation(_("Hãy chọn một vai trò."))

    def validate_commune(self, field: Field) -> None:
        if field.typed and field.data and not field.choices:
            raise StopValidation(_("Không có xã, phường nào mang tên hoặc mã này."))
        if field.data not in {value for value, _text in field.choices or []}:
            raise StopValidation(_("Hãy chọn một xã, phường trong danh sách."))


class NewAccountForm(GrantForm):
    name = NameField(validators=[Filled()])
    full_name = StringField()

    def validate_name(self, field: Field) -> None:
        if not is_name(field.data):
            raise StopValidation(
                _("Tên đăng nhập có 3 đến 80 ký tự: chữ không dấu, chữ số và . - _ @ +, bắt đầu bằng chữ hoặc số.")
            )

    def validate_full_name(self, field: Field) -> None:
        if len(field.data or "") > 120:
            raise StopValidation(_("Họ tên dài quá 120 ký tự."))
