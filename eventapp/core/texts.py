"""A text that exists in several languages, and the rule by which one of them is shown."""

from collections.abc import Sequence


class Texts(dict[str, str]):
    """Language code to text. Languages without a text are left out."""

    def __init__(self, values: dict[str, str | None] | dict[str, str] | None = None, **more: str | None) -> None:
        every = {**(values or {}), **more}
        super().__init__({language: text for language, text in every.items() if text})

    def pick(self, language: str, languages: Sequence[str] = ()) -> str:
        """The text in `language`; else in the first of `languages` that has one; else any; else ''.

        product.md, rule 10: a missing translation falls back to the workshop's first language.
        """
        for candidate in (language, *languages):
            if text := self.get(candidate):
                return text
        return next(iter(self.values()), "")

    def missing(self, languages: Sequence[str]) -> list[str]:
        """The languages for which there is no text yet, in order."""
        return [language for language in languages if not self.get(language)]
