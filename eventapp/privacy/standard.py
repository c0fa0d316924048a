"""The text that participants are offered to agree to, until the organizer writes another one."""

from eventapp.core.i18n import LANGUAGES
from eventapp.core.texts import Texts
from eventapp.privacy import periods
from eventapp.workshops.models import Workshop

_EN = """What we keep. Your names, position and organization, how to reach you, what you answer in this form and \
in the second one after confirmation (such as flight, hotel and passport), your photograph where one is \
asked for, and when your badge was scanned.

Why. To prepare and run the workshop: invitation and visa support, badge, seat, hotel and travel, certificate, \
and the account of who took part that the funders ask for.

Who reads it. The organizers: {organizers}. The travel team reads flights, hotel and passport, the finance team \
your bank account, the registration desk your name and delegation only. Names, positions and organizations stand \
in the list of participants. What you say in sessions and in feedback is never tied to your name.

How long. Passport and bank data {identity_days} days after the workshop, dietary and access needs {needs_days} \
days, photographs {photos_days} days, flights and hotel {travel_days} days, how to reach you {contacts_months} \
months, your name with your attendance {attendance_years} years. Then it is removed by itself.

Your rights. On your own page you see what is known of you, correct it, download a copy, and ask to be erased."""

_RU = """Что мы храним. Ваши имя и фамилию, должность и организацию, контактные данные, ответы в этой анкете и во \
второй анкете после подтверждения участия (например, рейс, гостиница и паспорт), фотографию, если она \
запрашивается, а также время считывания Вашего бейджа.

Зачем. Для подготовки и проведения семинара: приглашение и визовая поддержка, бейдж, место, гостиница и проезд, \
сертификат, а также отчёт об участниках перед донорами.

Кто это читает. Организаторы: {organizers}. Группа по поездкам видит рейсы, гостиницу и паспорт, финансовая \
группа — банковский счёт, стойка регистрации — только имя и делегацию. Имена, должности и организации \
указываются в списке участников. Сказанное Вами на заседаниях и в отзывах никогда не связывается с Вашим именем.

Как долго. Паспортные и банковские данные — {identity_days} дн. после семинара, сведения о питании и особых \
потребностях — {needs_days} дн., фотографии — {photos_days} дн., рейсы и гостиница — {travel_days} дн., \
контактные данные — {contacts_months} мес., имя с отметками о присутствии — {attendance_years} г. После этого \
данные удаляются автоматически.

Ваши права. На своей странице Вы видите, что о Вас известно, можете исправить эти сведения, скачать их копию и \
попросить удалить их."""


def consent_text(workshop: Workshop) -> Texts:
    """The text with the organizers and periods of this workshop, in each language of the pages."""
    organizers = ", ".join(partner.name for partner in workshop.organizers) or workshop.host
    lengths = {name: periods.length(workshop.retention, name) for name in periods.PERIODS}
    written = {"en": _EN, "ru": _RU}
    unknown = {"en": "the organizers of the workshop", "ru": "организаторы семинара"}
    return Texts({code: written[code].format(organizers=organizers or unknown[code], **lengths) for code in LANGUAGES})
