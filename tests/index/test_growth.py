"""The passages that growth is measured with, and its picture."""

from xml.etree import ElementTree

from index.grown import PASSAGES_A_DOCUMENT, Grown
from index.growth_picture import PANELS, picture


def test_grown_passages_differ_and_are_the_same_each_time() -> None:
    size = PASSAGES_A_DOCUMENT + 5
    grown = Grown(size)
    first, second = list(grown), list(grown)
    passages = [passage for document in first for passage in document.passages]
    assert first == second and [len(document.passages) for document in first] == [PASSAGES_A_DOCUMENT, 5]
    assert len({passage.id for passage in passages}) == len({passage.text for passage in passages}) == size
    assert len(grown.questions(3)) == 3


def test_the_picture_has_a_point_for_every_figure() -> None:
    columns = {column: 12.0 for column, _ in PANELS}
    rows = [{"by": "ours", "passages": size, **columns} for size in (1_000, 10_000)]
    rows.append({"by": "stock", "passages": 1_000, "search ms": 300.0})
    drawn = ElementTree.fromstring(picture(rows))
    points = [point for point in drawn.iter() if point.tag.endswith("circle")]
    assert len(points) == 2 * len(PANELS) + 1
    # 12 lies log10(1.2) = 0.0792 of the way from 10 to 100; of 200 px that is 15.8 above the foot at 256
    assert {point.get("cy") for point in points[:2]} == {"240.2"}
