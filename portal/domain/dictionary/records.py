"""The dictionaries of records: task states, reports received, money, support programmes and community teams."""

from portal.domain.dictionary.columns import RELEASE, Column, Dictionary, Type, Word
from portal.domain.money import Source
from portal.domain.tasks import TaskState

ILLUSTRATIVE = Column(
    "illustrative", "true: minh họa, không có thật.", "true: illustrative, not real.", Type.BOOLEAN, required=True
)
ID = Column("id", "Mã của dòng, không đổi.", "Id of the row; permanent.", required=True)
COMMUNE = Column("commune", "Mã xã, phường.", "Code of the commune.", required=True)
PHONE = Column("phone", "Điện thoại của cơ quan.", "An office’s telephone.")
NAME_EN = "Tên tiếng Anh, nếu xã, phường có ghi.", "The name in English, where the commune gave it."
ENGLISH = "Câu đó bằng tiếng Anh, nếu xã, phường có ghi.", "The same in English, where the commune gave it."

TASK_STATES = (
    Word(TaskState.NOT_STARTED, "chưa bắt đầu", "not started"),
    Word(TaskState.IN_PROGRESS, "đang làm", "in progress"),
    Word(TaskState.DONE, "đã xong", "done"),
)

SOURCES = (
    Word(Source.CENTRAL, "ngân sách trung ương", "central budget"),
    Word(Source.PROVINCE, "ngân sách tỉnh, thành phố", "provincial budget"),
    Word(Source.COMMUNE, "ngân sách xã, phường", "commune budget"),
    Word(Source.CONTRIBUTED, "xã hội hóa", "contributions"),
    Word(Source.OTHER, "nguồn khác", "other"),
)

TASK_PROGRESS = Dictionary(
    "Mỗi dòng của tệp là một nhiệm vụ mà xã, phường đã báo tình trạng.",
    "Each row of the file is a task whose state the commune has reported.",
    ("task",),
    (
        Column("task", "Mã nhiệm vụ trong kế hoạch.", "Id of the task in the plan.", required=True),
        Column("plan", "Kế hoạch có nhiệm vụ này.", "The plan that the task is of.", required=True),
        Column("title", "Nhiệm vụ.", "The task.", required=True),
        Column("state", "Tình trạng.", "The state.", required=True, words=TASK_STATES),
        Column("state_on", "Ngày mà tình trạng đó đúng.", "The day on which it was so.", Type.DATE, required=True),
        Column("evidence", "Minh chứng.", "What shows it."),
        RELEASE,
        ILLUSTRATIVE,
    ),
)

REPORTS = Dictionary(
    "Mỗi dòng của tệp là một báo cáo đã nhận.",
    "Each row of the file is a report received.",
    ("report",),
    (
        Column(
            "report",
            "Mã báo cáo: chỗ trong kế hoạch, định kỳ và kỳ báo cáo.",
            "Id of the report: its place in the plan, its cadence and its period.",
            required=True,
        ),
        Column(
            "received_on",
            "Ngày nhận được báo cáo.",
            "The day on which the report was received.",
            Type.DATE,
            required=True,
        ),
        RELEASE,
        ILLUSTRATIVE,
    ),
)

BUDGET = Dictionary(
    "Mỗi dòng của tệp là một khoản kinh phí, hoặc một dòng tổng do xã, phường ghi.",
    "Each row of the file is a budget line, or a total stated by the commune.",
    ("id",),
    (
        ID,
        COMMUNE,
        Column(
            "year",
            "Năm ngân sách; trống ở dòng tổng của mọi năm.",
            "Budget year; empty in a total over all years.",
            Type.INTEGER,
        ),
        Column(
            "programme",
            "Chương trình, nhiệm vụ chi; trống ở dòng tổng của mọi chương trình.",
            "What it is spent on; empty in a total over all programmes.",
        ),
        Column("programme_en", *NAME_EN),
        Column(
            "source",
            "Nguồn kinh phí; trống ở dòng tổng của mọi nguồn.",
            "Whose money it is; empty in a total over all sources.",
            words=SOURCES,
        ),
        Column(
            "is_total",
            "true: dòng tổng do xã, phường ghi; không cộng vào các khoản.",
            "true: a total stated by the commune; not added to the lines.",
            Type.BOOLEAN,
            required=True,
        ),
        Column(
            "allocated",
            "Số tiền được giao, bằng đồng.",
            "Allocated, in đồng.",
            Type.INTEGER,
            required=True,
            unit="VND",
        ),
        Column(
            "disbursed",
            "Số tiền đã giải ngân, bằng đồng. Trống khi xã, phường không ghi; 0 là một giá trị.",
            "Disbursed, in đồng. Empty where the commune does not say; 0 is a value.",
            Type.INTEGER,
            unit="VND",
        ),
        Column("decision_number", "Số quyết định giao.", "Number of the decision that allocated it."),
        Column("decided_on", "Ngày quyết định.", "Day of the decision.", Type.DATE),
        Column("note", "Ghi chú của xã, phường.", "The commune’s note."),
        RELEASE,
        ILLUSTRATIVE,
        Column(
            "sum_allocated",
            "Ở dòng tổng: cộng số được giao của các khoản.",
            "Of a total: the sum allocated to its lines.",
            Type.INTEGER,
            unit="VND",
        ),
        Column(
            "sum_disbursed",
            "Ở dòng tổng: cộng số đã giải ngân của các khoản có ghi.",
            "Of a total: the sum disbursed by the lines that say so.",
            Type.INTEGER,
            unit="VND",
        ),
        Column(
            "adds_up",
            "Ở dòng tổng: tổng ghi có bằng tổng các khoản không.",
            "Of a total: whether it equals the sum of its lines.",
            Type.BOOLEAN,
        ),
    ),
)

SUPPORT_PROGRAMMES = Dictionary(
    "Mỗi dòng của tệp là một chương trình hỗ trợ.",
    "Each row of the file is a support programme.",
    ("id",),
    (
        ID,
        COMMUNE,
        Column("name", "Tên chương trình.", "Name of the programme.", required=True),
        Column("name_en", *ENGLISH),
        Column("audience", "Ai được hỗ trợ.", "For whom.", required=True),
        Column("audience_en", *ENGLISH),
        Column("support", "Hỗ trợ gì.", "What support.", required=True),
        Column("support_en", *ENGLISH),
        Column("how", "Cách đăng ký.", "How to apply.", required=True),
        Column("how_en", *ENGLISH),
        Column("place", "Nơi nộp.", "Where to apply."),
        PHONE,
        Column("open_from", "Ngày đầu tiên nhận đăng ký.", "The first day on which one can apply.", Type.DATE),
        Column(
            "open_until",
            "Ngày cuối cùng; trống khi không có thời hạn.",
            "The last day; empty where there is none.",
            Type.DATE,
        ),
        Column("basis", "Văn bản làm căn cứ.", "The document it rests on."),
        RELEASE,
        ILLUSTRATIVE,
    ),
)

COMMUNITY_TEAMS = Dictionary(
    "Mỗi dòng của tệp là một tổ công nghệ số cộng đồng.",
    "Each row of the file is a community digital technology team.",
    ("id",),
    (
        ID,
        COMMUNE,
        Column(
            "locality",
            "Mã thôn, tổ dân phố; mã xã, phường nếu tổ giúp cả xã, phường.",
            "Code of the village; of the commune where the team helps all of it.",
            required=True,
        ),
        Column("locality_name", "Tên nơi đó.", "Name of that place.", required=True),
        Column("name", "Tên tổ.", "Name of the team.", required=True),
        Column("name_en", *NAME_EN),
        Column("members", "Số thành viên.", "Number of members.", Type.INTEGER, unit="person"),
        Column("contact", "Chức danh hoặc cơ quan để liên hệ.", "The role or office to contact."),
        PHONE,
        Column("place", "Nơi gặp.", "Where to meet it."),
        Column("hours", "Khi nào.", "When."),
        RELEASE,
        ILLUSTRATIVE,
    ),
)
