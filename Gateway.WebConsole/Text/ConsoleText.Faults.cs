using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Gateway.Platform.Problems;

namespace Gateway.WebConsole.Text;

/// <summary>
/// What is wrong with a field. The rules of Gateway.Platform say it in English, words and values apart (<see cref="FieldMessage"/>); here stands the same in Chinese. What is not
/// here is said by the kind of the error alone.
/// </summary>
public sealed partial record ConsoleText
{
    private static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        ["must be one of {0}"] = "须为以下之一：{0}",
        ["must be some of {0}, each once"] = "须从 {0} 中选择，每项只能出现一次",
        ["must be from {0} to {1}, not {2}"] = "须在 {0} 至 {1} 之间，现为 {2}",
        ["must be 1 to {0}"] = "须在 1 至 {0} 之间",
        ["must be 1 to {0}, beside a canary"] = "须在 1 至 {0} 之间，且须先设置试点终端",
        ["must be 1 to {0}, beside per_minute"] = "须在 1 至 {0} 之间，且须先设置每分钟台数",
        ["must be a number of terminals from 1 to {0}, or a percentage from \"1%\" to \"100%\""] = "须为 1 至 {0} 台，或 1% 至 100%",
        ["must have failed_percent, 1 to 100, and after, 1 to {0}"] = "须填写失败比例（1 至 100）与起算台数（1 至 {0}）",
        ["must have two different times of day, such as from: \"22:00\" and to: \"05:30\""] = "须填写两个不同的时刻，例如 22:00 至 05:30",
        ["must lie ahead, by at most {0} days"] = "须晚于现在，且不超过 {0} 天",
        ["is needed"] = "必填",
        ["is needed: the device is new"] = "新终端必填",
        ["is needed for person.push"] = "下发人员时必填",
        ["is needed for person.delete"] = "删除人员时必填",
        ["belongs to person.push only"] = "仅用于下发人员",
        ["belongs to person.delete only; a push has it in person"] = "仅用于删除人员",
        ["is needed for the status {0}"] = "该工地状态下必填",
        ["does not go with the status {0}"] = "与工地状态不符",
        ["must not be empty"] = "不能为空",
        ["site and tag must not be empty"] = "工地与标签不能为空",
        ["must be texts"] = "须为文本",
        ["must be texts that are not empty"] = "不能有空项",
        ["must not be . or .., which no path can name"] = "不能是 . 或 ..",
        ["must not be before completed_on"] = "不能早于竣工日期",
        ["must not be before valid_from"] = "不能早于生效日期",
        ["must not be in the future"] = "不能晚于今天",
        ["must not be the same as from"] = "不能与开始时刻相同",
        ["must be a date, yyyy-MM-dd"] = "须为日期，例如 2026-03-01",
        ["must be a date such as 2026-03-01"] = "须为日期，例如 2026-03-01",
        ["must be a time, HH:mm"] = "须为时刻，例如 05:30",
        ["must be a time, HH:mm, or 24:00"] = "须为时刻，例如 19:00，最晚 24:00",
        ["must be true or false"] = "须为 true 或 false",
        ["has {0} characters, at most {1} are allowed"] = "共 {0} 个字符，最多 {1} 个",
        ["has {0} tags, at most {1} are allowed"] = "共 {0} 个标签，最多 {1} 个",
        ["has {0} spans, at most {1} are allowed"] = "共 {0} 个时段，最多 {1} 个",
        ["has {0} entries, at most {1} are allowed"] = "共 {0} 项，最多 {1} 项",
        ["has {0} elements, at most {1} are allowed"] = "共 {0} 项，最多 {1} 项",
        ["has {0} SNs, at most {1} are allowed"] = "共 {0} 个序列号，最多 {1} 个",
        ["must have {0} to {1} characters"] = "须为 {0} 至 {1} 个字符",
        ["must have 1 to {0} characters, no control characters and none that cannot be seen"] = "须为 1 至 {0} 个字符，不得含控制字符或不可见字符",
        ["must each have 1 to {0} characters, no control characters and none that cannot be seen"] = "每个须为 1 至 {0} 个字符，不得含控制字符或不可见字符",
        ["must not have control characters, nor others that cannot be seen (marks of direction, zero-width)"] = "不得含控制字符或不可见字符",
        ["must not have characters that cannot be seen (marks of direction, zero-width)"] = "不得含不可见字符",
        ["must not have control characters, nor spaces at its ends"] = "不得含控制字符，首尾不得有空格",
        ["must be 1 to {0} printable ASCII characters without spaces, and not a path of dots"] = "须为 1 至 {0} 个英文字母、数字或符号，不含空格",
        ["must be {0} printable ASCII characters"] = "须为 {0} 个英文字母、数字或符号",
        ["must be printable ASCII"] = "只能是英文字母、数字或符号",
        ["must be SNs: 1 to 16 printable ASCII characters"] = "须为序列号：1 至 16 个英文字母、数字或符号",
        ["must be at most {0} ASCII letters and digits"] = "最多 {0} 个字母或数字",
        ["must be a list of {0} and {1}"] = "只能是 {0} 和 {1}",
        ["must be {0} or {1}, or empty for what the dialect says"] = "须为 {0} 或 {1}，留空表示按协议方言",
        ["must be another device"] = "不能是它自己",
        ["there is no such device"] = "没有该终端",
        ["that device is of the other kind"] = "两台终端类型不同",
        ["a device that is being certified has no site; clear site with an empty text, or certifying with false"] = "认证中的终端不能属于工地：请清空工地或结束认证",
        ["{0} {1}"] = "{0} 不是有效的 IP 地址或网段（例如 192.0.2.7、10.0.0.0/8）",
        ["and confirm_removals are for one device: PUT it"] = "替换终端请逐台在终端页面操作",
        ["many persons would be removed; move it by PUT"] = "将移出大量人员，请在终端页面逐台调整",
        ["must have at least one of sns, site, tag and all: true"] = "请选择目标：序列号、工地、标签或全部",
        ["must have at least one of sns, sites, tags and all: true"] = "请选择目标：序列号、工地、标签或全部",
        ["is not Base64"] = "照片编码有误",
        ["has more than {0} bytes"] = "超过 {0} 字节",
        ["is neither a JPEG nor a PNG"] = "不是 JPEG 或 PNG 图片",
        ["the roster has {0} persons already"] = "名单已有 {0} 人，达到上限",
        ["his content was deleted meanwhile; send it again"] = "人员资料在导入期间被删除，请重新导入此行",
        ["stands in line {0} already"] = "与第 {0} 行重复",
        ["is longer than {0} bytes"] = "超过 {0} 字节",
        ["has {0} fields, the header has {1}"] = "有 {0} 列，而表头有 {1} 列",
        ["is not a known column; known: {0}"] = "不是可识别的列；可用的列：{0}",
        ["stands in the header more than once"] = "在表头中重复出现",
        ["is missing in the header"] = "表头缺少此列",
        ["is missing: the body is empty"] = "缺失：文件是空的",
        ["is not UTF-8"] = "不是 UTF-8 编码",
        ["must be a JSON object"] = "须为 JSON 对象",
        ["must be a JSON object, not null"] = "须为 JSON 对象",
        ["is not JSON at line {0}, byte {1}"] = "第 {0} 行第 {1} 字节处不是有效的 JSON",
        ["is not a field of this body; known: {0}"] = "不是可识别的字段；可用的字段：{0}",
        ["must be yes or no"] = "须为“是”或“否”",
        ["is the error {0} of a formula in the sheet"] = "单元格中的公式出错（{0}）",
        ["has lost its last digits: the sheet keeps it as the number {0}; format the column as text and enter it again"] =
            "末几位已丢失：表格把它存成了数字 {0}。请将该列设为“文本”格式后重新输入",
        ["is not in the ZIP"] = "ZIP 中没有这张照片",
        ["stands in the ZIP more than once"] = "ZIP 中有多张同名照片",
        ["what is stored of this person cannot be read: take him out of the roster first"] = "该人员已存的资料无法读取，请先将其移出名单再导入",
        ["has a wrong type, or stands there twice"] = "类型有误，或重复出现",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A field, column or parameter of the API, as the pages call it. An unknown one stays as it is.</summary>
    public string FieldName(string field)
    {
        var name = field[(field.LastIndexOf('.') + 1)..];
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        return Field(bracket > 0 ? name[..bracket] : name) ?? field;
    }

    /// <summary>Field and fault in one sentence.</summary>
    internal string Fault(FieldError error)
    {
        var name = error.Kind == ProblemKinds.PersonNameInvalid ? T("name", "姓名") : FieldName(error.Field);
        return T($"{name}: {error.Message}", $"{name}：{FaultZh(error)}");
    }

    /// <summary>All of them, a sentence each.</summary>
    internal IReadOnlyList<string> Faults(FieldErrors errors) => [.. errors.All.Select(Fault)];

    /// <summary>Without the field's name: for a message beside the field itself.</summary>
    internal string FaultOnly(FieldError error) => T(error.Message.ToString(), FaultZh(error));

    /// <summary>Whether the words of a rule have their Chinese.</summary>
    internal static bool HasSentence(FieldMessage message) => Sentences.ContainsKey(message.Words);

    private static string FaultZh(FieldError error) => Sentences.TryGetValue(error.Message.Words, out var sentence)
        ? Place().Replace(sentence, place => error.Message.Values[place.ValueSpan[1] - '0'])
        : RuleZh(error.Kind.Code) ?? ProblemZh(error.Kind.Code) ?? error.Message.ToString();

    /// <summary>What the whole rule is, where its messages come from the reader of the value itself.</summary>
    private static string? RuleZh(string code) => code switch
    {
        "device-sn-invalid" => "须为 1 至 16 个英文字母、数字或符号",
        "device-key-invalid" => "须为 8 个英文字母、数字或符号",
        "device-key-weak" => "是 DES 弱密钥，请更换",
        "key-name-invalid" => "须为 1 至 128 个字符，不得含控制字符或不可见字符",
        "import-header-invalid" => "表头无法使用：请检查引号是否成对",
        "body-malformed" => "无法读取：请检查引号是否成对",
        "targets-empty" => "没有符合条件的目标终端",
        _ => null,
    };

    private string? Field(string name) => name switch
    {
        "sn" or "sns" => T("SN", "序列号"),
        "key" => T("key", "密钥"),
        "kind" => T("kind", "类型"),
        "name" => T("name", "名称"),
        "site" or "sites" => T("site", "工地"),
        "dialect" => T("dialect", "协议方言"),
        "tag" or "tags" => T("tags", "标签"),
        "enabled" => T("enabled", "启用"),
        "allowed_addresses" => T("allowed addresses", "允许的地址"),
        "transports" => T("transports", "接入方式"),
        "feedback_from_pull" => T("feedback from pull", "领取即回执"),
        "vendor" => T("vendor", "厂商"),
        "model" => T("model", "型号"),
        "firmware" => T("firmware", "固件版本"),
        "upload_key" => T("key of uploads", "上传密钥"),
        "certifying" => T("certification", "终端认证"),
        "replaces" => T("takes the place of", "替换的终端"),
        "confirm_removals" => T("persons removed", "确认移出人数"),
        "user_id" => T("user_id", "人员编号"),
        "work_sn" => T("work number", "工号"),
        "id_card" or "id_number" => T("ID number", "身份证号"),
        "photo_bytes" => T("photo, bytes", "照片字节数"),
        "face_template" => T("photo", "照片"),
        "person" => T("person", "人员"),
        "valid_from" => T("valid from", "生效日期"),
        "valid_until" => T("valid until", "失效日期"),
        "device_tag" => T("tag of terminals", "终端标签"),
        "code" => T("code", "编号"),
        "region" => T("region", "区域"),
        "contractor" => T("contractor", "总包单位"),
        "status" => T("status", "状态"),
        "drift" => T("drift", "偏差处理"),
        "completed_on" => T("completed on", "竣工日期"),
        "settled_on" => T("settled on", "结算日期"),
        "hours" => T("hours", "作业时段"),
        "days" => T("days", "星期"),
        "from" => T("from", "开始时刻"),
        "to" => T("to", "结束时刻"),
        "retention_days" => T("retention, days", "保留天数"),
        "legal_hold" => T("legal hold", "依法保全"),
        "type" => T("type", "命令类型"),
        "id" => T("id", "编号"),
        "ttl_seconds" => T("life, seconds", "有效期（秒）"),
        "command" => T("command", "命令"),
        "targets" => T("targets", "目标"),
        "except" => T("except", "除外"),
        "rollout" => T("roll-out", "下发节奏"),
        "canary" => T("canary", "试点终端"),
        "canary_minutes" => T("canary, minutes", "试点观察时间"),
        "per_minute" => T("per minute", "每分钟台数"),
        "factor" => T("factor", "加速倍数"),
        "window" => T("window", "执行时段"),
        "abort" => T("stop when", "中止条件"),
        "expires_at" => T("until", "截止时间"),
        "reason" => T("reason", "原因"),
        "role" => T("role", "权限"),
        "header" => T("header", "表头"),
        "line" => T("row", "行"),
        "body" => T("content", "内容"),
        _ => null,
    };

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
