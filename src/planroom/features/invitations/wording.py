"""What clients read, in their language: the mails that carry the link, and the page behind it.

A language is one more entry of ``WORDS``; whoever speaks none of them reads English. Places in braces are filled:
``{company}`` who asks, ``{address}`` where, ``{until}`` the last day, ``{name}`` the client's name after a comma.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every sentence in one language."""

    months: str
    date: str
    mail_subject: str
    mail_greeting: str
    mail_opening: str
    mail_button: str
    mail_closing: str
    reminder_subject: str
    reminder_opening: str
    asks: str
    explanation: str
    drawing: str
    drawing_hint: str
    scan: str
    scan_hint: str
    or_both: str
    send: str
    sending_note: str
    until: str
    thanks: str
    thanks_more: str
    ended: str
    ended_more: str
    unknown: str
    unknown_more: str
    nothing_chosen: str
    no_drawing: str
    too_large: str
    broken: str
    too_often: str


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "en": Words(
            months="January February March April May June July August September October November December",
            date="{day} {month} {year}",
            mail_subject="{company} asks you for a drawing or scan of {address}",
            mail_greeting="Hello{name},",
            mail_opening="{company} would like to have a floor plan made of {address}. For this, photos of a drawing "
            "that you have, or a scan from your phone, are needed. You need no account; it takes a few minutes.",
            mail_button="Hand in photos or a scan",
            mail_closing="The link works once, until {until}. If you do not know {company}, ignore this mail.",
            reminder_subject="Still needed: a drawing or scan of {address}",
            reminder_opening="{company} is still waiting for photos of a drawing, or a scan, of {address}, "
            "so that a floor plan can be made of it. You need no account; it takes a few minutes.",
            asks="{company} asks you for a drawing or scan of",
            explanation="A floor plan is made from what you send. Nothing else is shown to you or asked of you.",
            drawing="Photos of a drawing",
            drawing_hint="One for each floor, the lowest first. Lay the sheet flat, and have all of it in the picture. "
            "JPEG, PNG, TIFF or PDF.",
            scan="A scan",
            scan_hint="The file that your scanning app exports, as it is.",
            or_both="or, or both",
            send="Send",
            sending_note="Sending can take a minute or two; keep this page open until it thanks you.",
            until="This link works once, until {until}.",
            thanks="Thank you!",
            thanks_more="Everything has arrived, and {company} has been told. You may close this page.",
            ended="This link has ended.",
            ended_more="It was used already, or its time is over. If something is still missing, ask {company} "
            "for a new link.",
            unknown="This link is not valid.",
            unknown_more="Open it again from the message that you got, and see that it was copied as a whole.",
            nothing_chosen="Choose at least one photo or file first.",
            no_drawing="{file} is no picture that can be read. Send JPEG, PNG, TIFF or PDF.",
            too_large="That is more than can be taken: at most {megabytes} MB in all, and {files} files.",
            broken="Not everything arrived. Please try again.",
            too_often="Too many tries in a short time. Please wait a minute and try again.",
        ),
        "de": Words(
            months="Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            date="{day}. {month} {year}",
            mail_subject="{company} bittet Sie um eine Zeichnung oder einen Scan: {address}",
            mail_greeting="Guten Tag{name},",
            mail_opening="{company} möchte einen Grundriss von {address} erstellen lassen. Dafür werden Fotos einer "
            "Zeichnung oder ein Scan mit Ihrem Telefon gebraucht. Sie brauchen kein Konto; es dauert wenige Minuten.",
            mail_button="Fotos oder Scan abgeben",
            mail_closing="Der Link gilt einmal, bis {until}. Wenn Sie {company} nicht kennen, können Sie diese "
            "Nachricht ignorieren.",
            reminder_subject="Es fehlt noch: Zeichnung oder Scan von {address}",
            reminder_opening="{company} wartet noch auf Fotos einer Zeichnung oder einen Scan von {address}, damit ein "
            "Grundriss erstellt werden kann. Sie brauchen kein Konto; es dauert wenige Minuten.",
            asks="{company} bittet Sie um eine Zeichnung oder einen Scan von",
            explanation="Aus dem, was Sie senden, entsteht ein Grundriss. Sonst wird Ihnen nichts gezeigt und nichts "
            "von Ihnen verlangt.",
            drawing="Fotos einer Zeichnung",
            drawing_hint="Eines je Stockwerk, das unterste zuerst. Legen Sie das Blatt flach hin; es muss ganz im "
            "Bild sein. JPEG, PNG, TIFF oder PDF.",
            scan="Ein Scan",
            scan_hint="Die Datei, die Ihre Scan-App ausgibt, unverändert.",
            or_both="oder, oder beides",
            send="Senden",
            sending_note="Das Senden kann ein, zwei Minuten dauern; lassen Sie die Seite offen, bis sie sich bedankt.",
            until="Dieser Link gilt einmal, bis {until}.",
            thanks="Vielen Dank!",
            thanks_more="Alles ist angekommen, und {company} weiß Bescheid. Sie können diese Seite schließen.",
            ended="Dieser Link gilt nicht mehr.",
            ended_more="Er wurde schon benutzt, oder seine Zeit ist um. Wenn noch etwas fehlt, bitten Sie {company} "
            "um einen neuen Link.",
            unknown="Dieser Link ist nicht gültig.",
            unknown_more="Öffnen Sie ihn noch einmal aus Ihrer Nachricht, und achten Sie darauf, dass er ganz ist.",
            nothing_chosen="Wählen Sie zuerst mindestens ein Foto oder eine Datei.",
            no_drawing="{file} ist kein Bild, das gelesen werden kann. Senden Sie JPEG, PNG, TIFF oder PDF.",
            too_large="Das ist zu viel: höchstens {megabytes} MB zusammen und {files} Dateien.",
            broken="Es ist nicht alles angekommen. Bitte versuchen Sie es noch einmal.",
            too_often="Zu viele Versuche in kurzer Zeit. Bitte warten Sie eine Minute.",
        ),
    }
)


def language_of(wanted: str) -> str:
    """Give the language in which a client is spoken to: ``de`` for ``de-AT``, English for what is not spoken here."""
    spoken = wanted.strip().lower().replace("_", "-").partition("-")[0]
    return spoken if spoken in WORDS else DEFAULT_LANGUAGE


def written_day(words: Words, moment: datetime) -> str:
    """Write the day of a moment, in UTC."""
    return words.date.format(day=moment.day, month=words.months.split()[moment.month - 1], year=moment.year)


def words_in(wanted: str) -> Words:
    """Give the sentences in the language of a client."""
    return WORDS[language_of(wanted)]
