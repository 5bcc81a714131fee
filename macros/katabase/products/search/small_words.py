"""Words that say nothing, or little, of what somebody looks for.

A site has those of its own language and of English, since it holds English practices as well as
long as nobody has translated them. The browser gets them with the index.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SmallWords:
    """The words of a language that hardly tell one practice from another, as the index has them."""

    nothing: frozenset[str]
    """What says nothing by itself: no practice is found by it."""
    little: frozenset[str]
    """What says little: it counts less than other words."""

    def data(self) -> dict[str, str]:
        """Return the words for the browser."""
        return {"nothing": " ".join(sorted(self.nothing)), "little": " ".join(sorted(self.little))}


def small_words(language: str) -> SmallWords:
    """Return the small words of a site in a language (a tag as in BCP 47)."""
    known = [words for key, words in _WORDS.items() if key in ("en", language.split("-")[0])]
    nothing, little = (frozenset(" ".join(sort).split()) for sort in zip(*known, strict=True))
    return SmallWords(nothing, little - nothing)


_WORDS = {
    "en": (
        (
            "a about am an and any are as at be because been but by can could did do does for "
            "from good had has have he her his how i if in into is it its me my now of on or our "
            "out shall she should so somebody someone something than that the their them then "
            "there they this those to us was we were what when where which while who whom whose "
            "why will with would you your"
        ),
        (
            "again all almost also always anybody anything back before behind best better both "
            "come comes day days do doing done each else enough even ever every everybody "
            "everyone everything few find first full get gets getting give given gives go goes "
            "going got great help here hi just keep keeps kind know last left less let like "
            "little long lot made main make makes making many may maybe mean means more most much "
            "must near need needs never new next no nobody none nor not nothing off often old "
            "once one only onto other others over own part people please put quite rather really "
            "right same say says see seem seems set several since some still such sure take takes "
            "tell thing things think though through time too toward try two under until up use "
            "used very want wants way week well went within without work working works yes yet"
        ),
    ),
    "de": (
        (
            "aber als am an auch auf aus bei beim bin bis da damit das dass dein dem den denn der "
            "des dich die dir doch du durch ein eine einem einen einer eines er es etwas euch "
            "euer fur gegen hab habe haben hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren "
            "im in ins ist ja jede jedem jeden jeder jemand kann konnen konnte man mein meine "
            "meinem meinen meiner mich mir mit nach ob oder ohne sich sie sind so soll sollen "
            "sollte uber um und uns unser unsere unserem unseren unter vom von vor war waren "
            "warum was wem wen wenn wer werden wie wir wird wo wohin wurde zu zum zur zwischen"
        ),
        (
            "alle alles andere anderen andern besser bitte brauche brauchen erst ersten ganz "
            "geben gehen geht gerade gibt gut gute guten heute immer jetzt kein keine keinen "
            "keiner kommen kommt lange leute machen macht mal mehr mehrere menschen muss mussen "
            "neu neue neuen nicht nichts nie niemand noch nur oft schon sehr selbst tag taglich "
            "tun tut viel viele vielen weg wenig wieder will wissen woche wollen zeit"
        ),
    ),
    "es": (
        (
            "a al algo alguien ante aqui asi aun como con cual cuando de del desde donde el ella "
            "ellas ellos en entre era eres es esa ese eso esta estan este esto fue ha han has hay "
            "he la las le les lo los me mi mis muy nos nosotros o para pero por porque que quien "
            "se ser si sin sobre su sus tambien te tu tus un una unas unos y ya yo"
        ),
        (
            "antes bien buena bueno cada casi despues dia dias dice gente hace hacer hago hoy mal "
            "mas mejor menos mismo mucha mucho muchos nada nadie necesito no nueva nuevo nunca "
            "otra otro otros poco puede puedo quiere quiero sabe se semana siempre solo tengo "
            "tiempo tiene toda todas todo todos trabajar trabajo va vez voy"
        ),
    ),
}
"""By language: what says nothing, and what says little; folded as the index folds words."""
