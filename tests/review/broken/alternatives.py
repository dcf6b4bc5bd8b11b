"""Alternatives and judgements (H.1.6.2, 5.4.4.2 a)."""

from whole import added, cell, computed, dropped, fact, no_table, on_disk, project, rows

ENTERED = {
    "criterion_weighting": {"value": "entered", "source": "测试"},
    "criterion_weight_target_reach": {"value": 0.5, "source": "测试"},
    "criterion_weight_risk": {"value": 0.3, "source": "测试"},
    "criterion_weight_feasibility": {"value": 0.2, "source": "测试"},
    "criterion_weight_acceptance": {"value": 0.2, "source": "测试"},
}
CONTRARY = "村民代表"

BROKEN = {
    "ALT-FEW": on_disk(dropped("alternatives", "C"), dropped("alternative_works", 8, 7, 6, 5)),
    "ALT-CHOSEN": on_disk(cell("alternatives", "C", chosen="是"), dropped("alternative_works", 8, 7, 6, 5)),
    # what an alternative without works costs is not known either
    "ALT-IDLE": on_disk(dropped("alternative_works", 8, 7, 6, 5), also={"CRITERION-UNKNOWN"}),
    "ALT-TWICE": on_disk(
        added("alternative_works", alternative="B", subproject="L-01", measure="closure", mode="自然恢复",
              quantity="40", unit="公顷", source="测试"),
    ),
    "ALT-SAME": on_disk(
        rows(
            "alternative_works",
            *(
                [code, "L-01", "closure", "自然恢复", "40", "公顷", "", "否", "测试", ""]
                for code in ("A", "C")
            ),
        ),
    ),
    "ALT-DOMINATED": computed(fact("alternative:B.dominated_by", "C", "1")),
    "ALT-SECOND": computed(fact("alternative:B.rank", 2)),
    "ALT-UNSTABLE": computed(fact("alternative:B.first_share", 0)),
    "JUDGE-NONE": on_disk(no_table("judgements")),
    "JUDGE-INCOMPLETE": on_disk(dropped("judgements", 12)),
    "JUDGE-CONTRARY": on_disk(
        added("judgements", criterion="社会可接受性", over="经济技术可行性", value="5", by=CONTRARY),
    ),
    "JUDGE-RATIO": on_disk(cell("judgements", 12, value="9"), cell("judgements", 8, value="9")),
    "JUDGE-WEIGHTS": on_disk(project("parameters", ENTERED)),
}  # fmt: skip
