"""Words for verdicts, kinds, readings and slips, in English and simplified Chinese."""

from __future__ import annotations

__all__ = [
    "ADVICE",
    "FORMULAS",
    "IMPLIED",
    "KINDS",
    "POWER",
    "READINGS",
    "ROLES",
    "SIGNS",
    "SLIPS",
    "STATUSES",
    "VERDICTS",
]

VERDICTS = {
    "broken": ("do not agree", "不相符"),
    "ambiguous": ("ambiguous", "多义"),
    "not checkable": ("not checkable", "无法核对"),
    "compatible": ("compatible", "相容"),
    "confirmed": ("confirmed", "相符"),
}
"""Verdicts in the order in which a reader should meet them, in both languages."""

KINDS = {
    "share": ("Share", "占比"),
    "sum": ("Sum", "合计"),
    "difference": ("Difference", "差额"),
    "growth": ("Growth", "增幅"),
    "multiple": ("Multiple", "倍数"),
    "threshold": ("Threshold", "与界限比较"),
    "order": ("Order of size", "大小关系"),
    "whole": ("Whole numbers", "能否由整数得出"),
    "structure": ("Parts of a whole", "各项比重合计"),
    "rate": ("Rate", "比率"),
    "base": ("Common base", "基数是否一致"),
    "product": ("Product", "乘积"),
    "unit": ("Unit", "单位"),
}
FORMULAS = {
    "share": ("part ÷ whole × 100", "部分 ÷ 总体 × 100"),
    "sum": ("the parts added", "各部分相加"),
    "difference": ("later − earlier", "后期 − 前期"),
    "growth": ("(later ÷ earlier − 1) × 100", "（后期 ÷ 前期 − 1）× 100"),
    "multiple": ("later ÷ earlier", "后期 ÷ 前期"),
    "threshold": ("the value against the limit", "数值与界限相比"),
    "order": ("each no greater than the one before", "后一数字不大于前一数字"),
    "whole": ("a whole number gives the percentage", "某一整数可得出该百分比"),
    "structure": ("the parts make 100", "各部分合计为 100"),
    "rate": ("number ÷ base, per head or per mille", "数量 ÷ 基数（人均或千分率）"),
    "base": ("the implied bases must meet", "由各数字推得的基数须有共同取值"),
    "product": ("the factors multiplied", "各因数相乘"),
    "unit": ("the unit must fit what is counted", "计量单位须与统计对象一致"),
}
IMPLIED = ("number ÷ rate, the base implied", "推得的基数 = 数量 ÷ 比率")
"""What is checked of a rate whose base is not printed."""

READINGS = {
    "points": ("as points", "若指百分点"),
    "relative": ("as a relative change", "若指相对增幅"),
    "count": ("as growth of the count", "若指个数增幅"),
    "by": ("as grown by", "若指“增长了”"),
    "to": ("as grown to", "若指“增长到”"),
    "person": ("as persons", "若指人数"),
    "person_time": ("as person-times", "若指人次"),
}
ROLES = {
    "claimed": ("the figure itself", "该数字本身"),
    "part": ("the part", "所占部分的数额"),
    "whole": ("the whole", "总体数额"),
    "after": ("the later figure", "后期数字"),
    "before": ("the earlier figure", "前期数字"),
    "change": ("the change", "变化量"),
    "factor": ("the other factor", "另一乘数"),
    "base": ("the base", "基数"),
    "number": ("the number", "数量"),
    "person": ("a number of persons", "以人计的数字"),
    "each": ("the level of each", "各自的水平"),
}
"""Roles of a figure that a check can lack, in both languages."""

SLIPS = {
    "adjusted": (
        "a share moved so that the parts make the whole",
        "为使各部分合计为百分之百而作的调整",
    ),
    "sign": ("the sign turned", "正负号颠倒"),
    "periods": ("the two periods swapped", "两个时期互换"),
    "per_mille": ("per mille printed as percent, or the reverse", "千分率误作百分率，或相反"),
    "power_of_ten": ("a power of ten", "小数点移位"),
    "digits_swapped": ("two neighbouring digits swapped", "相邻两位数字互换"),
    "other_base": ("another printed figure as base", "以另一数字为基数"),
    "one_digit": ("one digit", "一位数字之差"),
}
STATUSES = {
    "open": ("still open", "尚未了结"),
    "reported": ("reported to the source", "已告知发布者"),
    "mended": ("mended by the source", "发布者已更正"),
}
"""What became of a finding, in both languages."""

ADVICE = {
    "broken": (
        (
            "The figures of each relation here cannot hold together: at least one of them is off, or rests "
            "on a base other than the one printed. Ask the source which."
        ),
        "下列各组数字不可能同时成立：至少有一个有误，或其计算所用的基数与所载不同。可向发布者核实。",
    ),
    "ambiguous": (
        "The words admit more than one meaning. Ask the source which is meant.",
        "原文文字有多种含义。可向发布者查询所指是哪一种。",
    ),
    "not checkable": (
        (
            "A figure that the check needs was not found in the source, or not in the part of it that was "
            "seen. Ask for it."
        ),
        "核对所需的数字，原文未载，或不在所见的部分之内。可向发布者索取。",
    ),
    "compatible": (
        (
            "What the figures give and what they must be have values in common, which is no proof. A "
            "rate whose base is not printed, and a share that a whole number would give, are compatible "
            "at most."
        ),
        "推算结果与应有范围有共同取值，但这并非证明；比率的基数未载的，或只能核对能否由整数得出的，至多判为相容。",
    ),
    "confirmed": (
        "What the figures give lies inside what they must be; the power says how much that proves.",
        "推算结果完全落在应有范围之内；能证明多少，见检验功效。",
    ),
}
"""What a reader should make of a verdict, and do about it."""

POWER = (
    (
        "Power is the part of the values that could have been printed in place of a figure, the "
        "others as they are, that the check would have refused: of the claimed figure, or the least "
        "over all figures in structures, orders and implied bases. The values run, at the printed "
        "precision, from nought to a hundred percent for shares, else from nought (for growth from "
        "minus a hundred percent) to the next power of ten. At nought the check proves nothing of "
        "one figure at least; of relations in words none is worked out."
    ),
    (
        "检验功效：其余数字不变，某一数字可能写出的各个数值中，不能通过该项核对者所占的比例；"
        "构成、大小和所隐含基数的核对取所涉各数中的最小者，其他核对只计待核对的数字。"
        "可能写出的数值按原文精度取：占比为零至百分之百，其余为零（增幅为负百分之百）至下一个十的整数次幂。"
        "功效为零时，其中至少有一个数字不能由该项核对证明；以文字表述的关系不计算功效。"
    ),
)
SIGNS = {
    "broken": (
        "≠ follows a figure that does not agree with others",
        "数字后的“≠”表示该数字与其他数字不相符",
    ),
    "ambiguous": (
        "? follows a figure in a relation that can be read in more ways than one",
        "数字后的“?”表示所涉关系有多种读法",
    ),
}
"""What the mark of each verdict says, wherever it stands."""
