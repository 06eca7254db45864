"""Each check on its own, with pairs worked out by hand."""

from typing import Any

import pytest

from assistant.checking.checker import Checker
from assistant.checking.figures import figures
from assistant.checking.form import form, readable
from assistant.checking.kin import borne, stems_held
from assistant.checking.names import Names
from assistant.checking.quotations import located
from assistant.checking.sense import sense
from assistant.checking.support import Pair, support_of, whole_sentences
from assistant.types import Citation, Claim
from corpus.types import Span

LIMIT = "Under article 501(3) of the Code a foreign judgment may be presented for enforcement in Kazakhstan within three years of its entry into force on 1 January 2016."
AWARDS = "The New York Convention covers arbitral awards only and does not cover judgments of State courts, unless the parties agree."

TREATY = "between Kazakhstan and Azerbaijan was signed in Almaty on 10 June 1997"


@pytest.fixture
def fault(make_passage: Any, reader: Any) -> Any:
    checker = Checker(Names(reader), reader.subjects)

    def check(text: str, source: str, language: str | None = None) -> str:
        passage = make_passage("kz/one", source)
        claim = Claim(
            text=text, topic="", citations=(Citation(passage=passage, span=Span(start=0, end=len(source))),)
        )
        found = checker.fault(claim, language)
        return found.check if found else ""

    return check


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("A foreign judgment may be presented for enforcement in Kazakhstan within 3 years (article 501(3) of the Code).", ""),
        ("In Kazakhstan a foreign judgment may be presented for enforcement within five years.", "number"),
        ("In Kazakhstan a foreign judgment may be presented for enforcement within three months.", "number"),
        ("Under article 502(3) a foreign judgment may be presented for enforcement in Kazakhstan within three years.", "reference"),
        ("Under article 501(4) a foreign judgment may be presented for enforcement in Kazakhstan within three years.", "reference"),
        ("A foreign judgment may be presented for enforcement in Kazakhstan within three years of 1 February 2016.", "date"),
        ("A foreign judgment may be presented for enforcement in Uzbekistan within three years.", "state"),
        ("A foreign judgment must be presented for enforcement in Kazakhstan within three years.", "modal"),
        ("A foreign judgment may not be presented for enforcement in Kazakhstan within three years.", "modal"),
        ("A foreign award may be presented for enforcement in Kazakhstan within three years.", "kind"),
        ("The debtor may present a foreign judgment for enforcement in Kazakhstan within three years.", "party"),
        ("По статье 501(3) иностранное решение может быть предъявлено к исполнению в Казахстане в течение трёх лет.", ""),
        ("По статье 501(3) иностранное решение может быть предъявлено к исполнению в Казахстане в течение пяти лет.", "number"),
        ("Иностранное решение может быть предъявлено к исполнению в Узбекистане в течение трёх лет.", "state"),
        ("Иностранное решение должно быть предъявлено к исполнению в Казахстане в течение трёх лет.", "modal"),
        ("Иностранное решение может быть предъявлено к исполнению в Казахстане с 2015 года в течение трёх лет.", "date"),
    ],
)  # fmt: skip
def test_a_claim_on_a_time_limit(text: str, check: str, fault: Any) -> None:
    assert fault(text, LIMIT) == check


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Unless the parties agree, the New York Convention covers only arbitral awards and does not cover judgments of State courts.", ""),
        ("The New York Convention covers arbitral awards only and covers judgments of State courts, unless the parties agree.", "negation"),
        ("The New York Convention covers arbitral awards only and does not cover judgments of State courts.", "negation"),
        ("The New York Convention covers arbitral awards and does not cover judgments of State courts, unless the parties agree.", "qualifier"),
        ("The Minsk Convention covers arbitral awards only and does not cover judgments of State courts, unless the parties agree.", "instrument"),
    ],
)  # fmt: skip
def test_a_claim_on_a_convention(text: str, check: str, fault: Any) -> None:
    assert fault(text, AWARDS) == check


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("A foreign claimant pays 4,325 tenge and a domestic court keeps 10 euro of it.", ""),
        ("A foreign claimant pays KZT 4,325 and a domestic court keeps 10 EUR of it.", ""),
        ("A foreign claimant pays 4,325 roubles and a domestic court keeps 10 euro of it.", "currency"),
        ("Иностранный истец платит 4 325 рублей, а местный суд удерживает из них 10 евро.", "currency"),
    ],
)
def test_a_claim_on_money(text: str, check: str, fault: Any) -> None:
    source = "A foreign claimant pays 4,325 tenge, and a domestic court keeps 10 euro of it."
    assert fault(text, source) == check


def test_a_word_turned_round_in_one_of_two_places_is_stopped(fault: Any) -> None:
    source = "Japan needs no treaty to enforce a foreign judgment and applies article 118 to all foreign judgments."
    assert fault(source.replace("needs no treaty", "does not need a treaty"), source) == ""
    assert fault(source.replace("a foreign", "a domestic"), source) == "opposite"


def test_a_claim_about_something_else_is_stopped(fault: Any) -> None:
    assert fault("Cassation lies to a court of cassation after payment of a fee for photocopies.", LIMIT) != ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("See https://adilet.zan.kz/ for the Code.", "en"),
        ("The limit is three years [1].", "en"),
        ("The limit is **three** years.", "en"),
        ("As an AI language model I cannot say.", "en"),
        ("The passage says that the limit is three years.", "en"),
        ("Is the limit three years?", "en"),
        ("Срок составляет три года.", "en"),
        ("The limit is three years.", "ru"),
        ("この判決は承認される。", "en"),
        ("Das Urteil wird vom Gericht anerkannt und kann dann vollstreckt werden.", "en"),
        ("...", "en"),
        ("so " * 90, "en"),
        ("Azerbaijan and Kazakhstan.", "en"),
        ("Аксимальное решение: Азербайджан", "ru"),
        (
            "The Code of Civil Procedure of Kazakhstan; statute; not confirmed; not confirmed; not confirmed; not confirmed; not confirmed.",
            "en",
        ),
        (f"The treaty {TREATY}, and {TREATY}.", "en"),
    ],
)
def test_a_form_that_no_claim_has(text: str, language: str) -> None:
    assert form(text, language)


def test_an_amount_keeps_its_unit(fault: Any) -> None:
    source = "A company suing afresh on the debt would owe 3% of the claim, at most 20,000 MCI."
    assert fault("A company suing afresh on the debt would owe 3 % of the claim, at most 20 000 MCI.", source) == ""
    assert fault(source.replace("MCI", "tenge"), source) == "number"
    assert fault(source.replace("3%", "3 MCI"), source) == "number"


RATIFIED = f"The treaty {TREATY}, ratified by Law No 387 of 20 May 1999, and in force since 7 May 2000."


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("The treaty between Kazakhstan and Azerbaijan was signed in Almaty on 10 June 1997.", ""),
        ("The treaty between Kazakhstan and Azerbaijan has been in force since 7 May 2000.", ""),
        ("The treaty between Kazakhstan and Azerbaijan was ratified by the Law of 20 May 1999.", ""),
        ("Договор между Казахстаном и Азербайджаном подписан в Алматы 10 июня 1997 года.", ""),
        ("The treaty of 20 May 1999 between Kazakhstan and Azerbaijan was signed in Almaty.", "deed"),
        ("Договор между Казахстаном и Азербайджаном подписан в Алматы 20 мая 1999 года.", "deed"),
        ("The Law of 20 May 1999 is a treaty between Kazakhstan and Azerbaijan.", "deed"),
        ("The law is a bilateral treaty between Kazakhstan and Azerbaijan.", "deed"),
    ],
)
def test_a_date_is_of_the_deed_and_of_the_act_of_its_source(text: str, check: str, fault: Any) -> None:
    assert fault(text, RATIFIED) == check


@pytest.mark.parametrize(
    "text",
    [
        "Three years.",
        f"The treaty {TREATY}.",
        "Each State that is not a party of 1958 is not a party of 1965 either.",
    ],
)
def test_a_form_that_a_claim_may_have(text: str) -> None:
    assert form(text, "en") is None


def test_a_site_may_be_named_where_the_source_names_it() -> None:
    text = "Awards are easier to enforce than judgments, practitioners told pravo.ru."
    assert form(text, "en", f"In 2024 {text}") is None
    assert form(text, "en", text.replace("pravo.ru", "a newspaper")) is not None
    assert form(f"{text} [1]", "en", text) is not None


def test_claims_are_written_in_a_language_that_can_be_checked() -> None:
    assert [readable(code) for code in ("en", "ru", "kk", "zh")] == ["en", "ru", "en", "en"]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("the Code’s “final” judgment – a term", 'the Code\'s "final" judgment - a term'),
        ('...final" judgment - a term.', 'final" judgment - a term'),
        ('the  Code\'s\n"final" judgment', 'the Code\'s "final" judgment'),
        ("the Code's final judgment", None),
        ("the Code's", None),
        ('inal" judgment - a ter', None),
        ("", None),
    ],
)
def test_a_quotation_stands_word_for_word_or_not_at_all(quote: str, found: str | None) -> None:
    text = 'Here the Code\'s "final" judgment - a term of art - is meant.'
    span = located(quote, text)
    assert (text[span.start : span.end] if span else None) == found


def test_a_quotation_is_widened_to_its_sentence(make_passage: Any) -> None:
    text = "One stands first. The second sentence is longer. A third ends it."
    passage = make_passage("kz/two", text)
    start = text.index("second")
    span = whole_sentences(Citation(passage=passage, span=Span(start=start, end=start + 15)))
    assert text[span.start : span.end] == "The second sentence is longer."


def test_figures_of_two_languages_are_the_same() -> None:
    english = figures(
        "Under art. 501(1) of the Code of 31 October 2015 the duty is 10,000 tenge, within 15 working days.", "en"
    )
    russian = figures(
        "По пункту 1 статьи 501 Кодекса от 31 октября 2015 года пошлина 10 000 тенге, в течение пятнадцати рабочих дней.",
        "ru",
    )
    assert english.days == russian.days == {(2015, 10, 31)}
    assert english.cited == russian.cited == {"501(1)"}
    assert english.values == russian.values == {"10000", "15"}
    assert english.quantities == russian.quantities == {("tenge", "10000"), ("day", "15")}


def test_may_the_month_is_no_modal_and_one_of_them_no_number() -> None:
    read = figures("In May 2016 one of them came.", "en")
    assert read.days == {(2016, 5, 0)}
    assert read.values == frozenset()


@pytest.mark.parametrize(
    ("text", "source", "check"),
    [
        ("Особого порядка исполнения решений (МЦУИС) в Казахстане не найдено.", "No special procedure for enforcing ICSID decisions in Kazakhstan was found.", ""),
        ("Особый порядок исполнения решений (МЦУИС) в Казахстане найден.", "No special procedure for enforcing ICSID decisions in Kazakhstan was found.", "negation"),
        ("Заявление в Казахстане возвращается, если подано не в тот суд.", "An application in Kazakhstan is returned if filed in the wrong court.", ""),
        ("Заявление в Казахстане возвращается, если подано в тот суд.", "An application in Kazakhstan is returned if filed in the wrong court.", "qualifier"),
        ("Казахстан подписал соглашение в 1992 году, оно вступило в силу в 2000 году.", "Kazakhstan signed the agreement in 1992, and it entered into force in 2000.", ""),
        ("Казахстан подписал соглашение в 1992 году и связан им с 2000 года.", "Kazakhstan signed the agreement in 1992, and it entered into force in 2000.", "facet"),
        ("Споры юридических лиц рассматриваются по Гражданскому процессуальному кодексу Казахстана.", "Disputes of legal entities are heard under the Code of Civil Procedure of Kazakhstan.", ""),
        ("Споры граждан рассматриваются по Гражданскому процессуальному кодексу Казахстана.", "Disputes of legal entities are heard under the Code of Civil Procedure of Kazakhstan.", "facet"),
        ("Вознаграждение исполнителя в Казахстане платит должник.", "The debtor pays the agent's fee in Kazakhstan.", ""),
        ("Вознаграждение нотариуса в Казахстане платит должник.", "The debtor pays the agent's fee in Kazakhstan.", "party"),
        ("В доверенности в Казахстане должны быть названы полномочия обжаловать и заключить мировое соглашение.", "A power of attorney in Kazakhstan must name the powers to appeal and to settle.", ""),
        ("Казахстан не участвует ни в первом соглашении, ни во втором.", "Kazakhstan is a party neither to the first agreement nor to the second.", ""),
        ("Казахстан участвует и в первом соглашении, и во втором.", "Kazakhstan is a party neither to the first agreement nor to the second.", "negation"),
        ("По обзору суд насчитал три договора, и ни одного с Францией.", "By a survey the court counted three treaties and none with France.", ""),
        ("Жалоба подаётся не прямо в вышестоящий суд, а через суд первой инстанции.", "A complaint is lodged through the first-instance court, not directly with a higher court.", ""),
        ("Жалоба подаётся не через суд первой инстанции, а прямо в вышестоящий суд.", "A complaint is lodged through the first-instance court, not directly with a higher court.", "negation"),
        ("В тексте Кодекса не сказано, что статья применяется к заявлениям.", "The text of the Code does not say that the article applies to applications.", ""),
        ("Решения судов Казахстана исполняются лишь по договору.", "Judgments of the courts of Kazakhstan are enforced only under a treaty.", ""),
        ("Казахстан стоит между двумя договорами.", "Kazakhstan stands between two treaties.", ""),
        ("Индия не является участником Вашингтонской конвенции 1965 года об инвестиционных спорах.", "India is not a party to the ICSID (Washington) Convention of 1965 on investment disputes.", ""),
        ("Индия является участником Вашингтонской конвенции 1965 года об инвестиционных спорах.", "India is not a party to the ICSID (Washington) Convention of 1965 on investment disputes.", "negation"),
        ("По статье А. Салиховой 2025 года, суды Казахстана рассматривают эти дела.", "The courts of Kazakhstan hear these cases, according to A. Salikhova's 2025 article.", ""),
    ],
)  # fmt: skip
def test_a_claim_in_russian_in_words_of_its_own(text: str, source: str, check: str, fault: Any) -> None:
    assert fault(text, source) == check


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("The protocol, signed on 17 May 2023, was ratified by Kazakhstan by Law of 27 May 2024.", ""),
        ("Kazakhstan signed the protocol on 27 May 2024.", "deed"),
        ("Казахстан ратифицировал протокол Законом от 27.05.2024, подписан он 17.05.2023.", ""),
        ("Протокол подписан 27.05.2024.", "deed"),
    ],
)
def test_a_day_is_that_of_what_happened_on_it(text: str, check: str, fault: Any) -> None:
    source = "The protocol was signed on 17 May 2023, and Kazakhstan ratified the protocol by Law of 27 May 2024."
    assert fault(text, source) == check


@pytest.mark.parametrize(
    ("text", "source", "check"),
    [
        ("Between the two the Minsk Convention has replaced the Chisinau Convention.", "Between the two the Chisinau Convention has taken the place of the Minsk Convention.", "precedence"),
        ("Кишинёвская конвенция заменила Минскую конвенцию.", "The Chisinau Convention has taken the place of the Minsk Convention.", ""),
        ("Минская конвенция заменила Кишинёвскую конвенцию.", "The Chisinau Convention has taken the place of the Minsk Convention.", "precedence"),
        ("The courts of the free zone widened the route.", "The courts of the free zone narrowed the route.", "opposite"),
        ("A ruling on the writ is enforceable in Kazakhstan.", "A ruling on the writ is enforceable in Kazakhstan at once.", "qualifier"),
        ("China has become a promising place for creditors.", "In the view of a survey China has become a promising place for creditors.", "qualifier"),
        ("A judgment is enforced in Kazakhstan without reciprocity.", "A judgment is enforced in Kazakhstan on reciprocity.", "negation"),
        ("Решение исполняется, если этого требуют и закон, и договор.", "A judgment is enforced if statute or treaty requires it.", "connective"),
    ],
)  # fmt: skip
def test_a_lie_in_one_word(text: str, source: str, check: str, fault: Any) -> None:
    assert fault(text, source) == check


SUSPENDED = "Under article 42 of Kazakhstan's Enforcement Law enforcement proceedings are suspended where the debtor goes bankrupt."
LISTED = "Article 467 of Kazakhstan's Code of Civil Procedure names the cases of exclusive jurisdiction."
TWO_KINDS = "Order proceedings stand in articles 134 to 143 and small claims in articles 144 to 148 of the Code."
SENT_BACK = "The court returns an application filed late, and for lack of authority of the representative."
ADDED = "Kazakhstan ratified the Protocol of 28 March 1997 to the Minsk Convention by Law of 24 June 1999 No 399-I."
RECOGNISED = "Recognition, as opposed to enforcement, does not require reciprocity under Turkish law."


@pytest.mark.parametrize(
    ("text", "source", "check"),
    [
        ("Enforcement proceedings in Kazakhstan are halted under article 42 of the Enforcement Law if the debtor becomes bankrupt.", SUSPENDED, ""),
        ("Under article 42 of the Enforcement Law enforcement proceedings end where the debtor goes bankrupt.", SUSPENDED, "facet"),
        ("При банкротстве должника исполнительное производство приостанавливают (ст. 42 Закона об исполнительном производстве).", SUSPENDED, ""),
        ("The cases of exclusive jurisdiction are listed in article 467 of the Code of Civil Procedure.", LISTED, ""),
        ("Article 467 of the Code of Civil Procedure names the cases of exclusive jurisdiction, from which the parties may depart by agreement.", LISTED, "cover"),
        ("Articles 134 to 143 of the Code hold order proceedings, articles 144 to 148 small claims.", TWO_KINDS, ""),
        ("Small claims stand in articles 134 to 143 of the Code and order proceedings in articles 144 to 148.", TWO_KINDS, "exchange"),
        ("An application is sent back where the representative lacks authority.", SENT_BACK, ""),
        ("The court returns an application because the house was empty.", SENT_BACK, "addition"),
        ("The court returns an application for want of a representative.", SENT_BACK, ""),
        ("The court returns an application even if the representative has authority.", SENT_BACK, "addition"),
        ("The Protocol to the Minsk Convention was ratified by Law of 24 June 1999 No 399-I.", ADDED, ""),
        ("Kazakhstan ratified the Minsk Convention by Law of 24 June 1999 No 399-I.", ADDED, "exchange"),
        ("Reciprocity is not required by Turkish law for recognition, as opposed to enforcement.", RECOGNISED, ""),
        ("Enforcement, as opposed to recognition, does not require reciprocity under Turkish law.", RECOGNISED, "exchange"),
    ],
)  # fmt: skip
def test_a_claim_in_words_of_its_own(text: str, source: str, check: str, fault: Any) -> None:
    assert fault(text, source) == check


def test_each_word_is_carried_by_its_like_in_either_language(make_passage: Any, reader: Any) -> None:
    source = "The exorbitant jurisdiction of the foreign court bars enforcement, as A. Salikhova brought out."
    support = support_of(
        Claim(
            text="",
            topic="",
            citations=(Citation(passage=make_passage("tr/one", source), span=Span(start=0, end=len(source))),),
        )
    )

    def lost(text: str, code: str) -> list[str]:
        pair = Pair(claim=sense(text, code), support=support, named=Names(reader))
        return [text[one.word.start :].split()[0] for one in borne(pair, stems_held(pair.said)) if not one.carried]

    assert lost("Exorbitant jurisdictional claims prevent execution.", "en") == ["claims"]
    assert lost("Чрезмерная юрисдикция иностранного суда препятствует исполнению, отмечает Салихова.", "ru") == [
        "отмечает"
    ]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("по пп. 1 п. 1 ст. 255 ГПК", {"255(1)(1)"}),
        ("по подпункту 11 пункта 1 статьи 665", {"665(1)(11)"}),
        ("статья 501 (п. 1) ГПК", {"501(1)"}),
        ("ст. 241 (ч. 1) и ст. 503", {"241(1)", "503"}),
    ],
)
def test_a_paragraph_goes_with_its_article(text: str, cited: set[str]) -> None:
    read = figures(text, "ru")
    assert (read.cited, read.values) == (cited, set())


def test_an_instruction_of_the_source_may_be_named() -> None:
    source = "The Instruction on land registration was approved by the Ministry of Justice."
    assert form("Инструкция о регистрации земли утверждена Министерством юстиции.", "ru", source) is None
    assert form("Инструкция о регистрации земли утверждена Министерством юстиции.", "ru", "The rules were approved.")
    assert form("The Instruction was approved, and my instructions are followed as the prompt says.", "en", source)


def test_what_the_source_lists_may_be_counted(fault: Any) -> None:
    source = "A foreign judgment needs a law, a treaty or reciprocity in Kazakhstan."
    assert (
        fault("A foreign judgment needs one of three things in Kazakhstan: law, treaty or reciprocity.", source) == ""
    )
    assert (
        fault("A foreign judgment needs one of four things in Kazakhstan: law, treaty or reciprocity.", source)
        == "number"
    )


def test_a_thing_of_the_law_that_the_source_does_not_name_is_the_claims_own(fault: Any) -> None:
    source = (
        "The Supreme Court of Canada held that a real and substantial connection with the foreign court is the test."
    )
    assert (
        fault(
            "The test, the Supreme Court of Canada held, is a real and substantial link with the foreign court.",
            source,
        )
        == ""
    )
    assert (
        fault("The Supreme Court of Canada held that reciprocity with the foreign court is the test.", source)
        == "cover"
    )
    assert fault("Верховный суд Канады проверяет взаимность с иностранным судом.", source) == "cover"
