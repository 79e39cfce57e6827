"""Given names as Chinese writes them: characters chosen by custom, which no sound rule finds.

Written by hand from general knowledge of Xinhua's and Taiwan's usual forms; add freely. Loaded only
when a name has Chinese characters.
"""

from __future__ import annotations

_BY_NAME = """
john: 约翰 約翰
george: 乔治 喬治
david: 大卫 大衛 戴维 戴維 戴夫
michael: 迈克尔 麥可 麦克 麥克
mike: 迈克 邁克
james: 詹姆斯 詹姆士
william: 威廉
robert: 罗伯特 羅伯特
richard: 理查德 理查
charles: 查尔斯 查爾斯
thomas: 托马斯 湯瑪斯 托馬斯
tom: 汤姆 湯姆
paul: 保罗 保羅
peter: 彼得
mark: 马克 馬克
joseph: 约瑟夫 約瑟夫
joe: 乔 喬
edward: 爱德华 愛德華
ed: 艾德
henry: 亨利
andrew: 安德鲁 安德魯
stephen: 斯蒂芬 史蒂芬
steven: 史蒂文
steve: 史蒂夫
daniel: 丹尼尔 丹尼爾
matthew: 马修 馬修
christopher: 克里斯托弗
chris: 克里斯
kevin: 凯文 凱文
brian: 布赖恩 布萊恩
kenneth: 肯尼思 肯尼斯
jeff: 杰夫 傑夫
jeffrey: 杰弗里
patrick: 帕特里克
philip: 菲利普 菲力浦
frank: 弗兰克 法蘭克
francis: 弗朗西斯
alexander: 亚历山大 亞歷山大
alex: 亚历克斯
nicholas: 尼古拉斯
nikolai: 尼古拉
vladimir: 弗拉基米尔 弗拉基米爾
sergei: 谢尔盖 謝爾蓋
mikhail: 米哈伊尔
ivan: 伊万 伊萬
dmitri: 德米特里
boris: 鲍里斯 鮑里斯
elizabeth: 伊丽莎白 伊麗莎白
mary: 玛丽 瑪麗
margaret: 玛格丽特
theresa: 特雷莎 德蕾莎
anna: 安娜
susan: 苏珊 蘇珊
hillary: 希拉里 希拉蕊
simon: 西蒙
martin: 马丁 馬丁
ben: 本
benjamin: 本杰明 班傑明
samuel: 塞缪尔
anthony: 安东尼 安東尼
tony: 托尼 東尼
jack: 杰克 傑克
harry: 哈里 哈利
bill: 比尔 比爾
bob: 鲍勃 鮑勃
ted: 泰德 特德
tim: 蒂姆 提姆
jim: 吉姆
ronald: 罗纳德
donald: 唐纳德 唐納德
jean: 让
pierre: 皮埃尔
johnson: 约翰逊 約翰遜 強生
jones: 琼斯 瓊斯
smith: 史密斯
"""

NAMES = {
    written: name
    for line in _BY_NAME.strip().splitlines()
    for name, _, forms in [line.partition(": ")]
    for written in forms.split()
}
"""From characters to the folded English name."""
