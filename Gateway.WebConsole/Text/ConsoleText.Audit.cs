using Gateway.Storage.Audit;

namespace Gateway.WebConsole.Text;

/// <summary>Words of the audit, and of keys.</summary>
public sealed partial record ConsoleText
{
    public string Role(string role) => role switch
    {
        "admin" => T("admin", "管理员"),
        "platform" => T("platform", "操作员"),
        "viewer" => T("viewer", "只读"),
        "none" => T("none", "无"),
        _ => role,
    };

    /// <summary>Who did it: a key by its id, or one of the gateway's own (<see cref="AuditCaller"/>).</summary>
    public string AuditKey(string keyId) => keyId switch
    {
        "admin" => T("admin key", "管理员密钥"),
        "redis" => T("Redis stream", "Redis 命令流"),
        "certifier" => T("certification", "终端认证"),
        "retention" => T("deletion of old data", "过期数据清理"),
        "none" => T("nobody", "未登录"),
        _ => keyId,
    };

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    public string AuditAction(string action) => action switch
    {
        AuditActions.RegistrationRead => T("registration shown in clear", "查看登记明文"),
        AuditActions.RegistrationPhotoRead => T("photo of a registration shown", "查看登记照片"),
        AuditActions.RegistrationDelete => T("registration deleted", "删除登记"),
        AuditActions.RegistrationSearch => T("ID number looked up", "按身份证号查询登记"),
        AuditActions.ConsoleSignIn => T("signed in", "登录控制台"),
        AuditActions.ConsoleSignInRefused => T("sign-in refused", "登录被拒绝"),
        AuditActions.DevicePut => T("terminal created or changed", "新建或修改终端"),
        AuditActions.DeviceDelete => T("terminal decommissioned", "终端退役"),
        AuditActions.SitePut => T("site created or changed", "新建或修改工地"),
        AuditActions.SiteDelete => T("site deleted", "删除工地"),
        AuditActions.CertificationStart => T("certification started", "开始终端认证"),
        AuditActions.HabitsForget => T("learned behaviour forgotten", "清除已学习的终端习惯"),
        AuditActions.RosterResync => T("roster pushed again to a terminal", "向终端重新下发名单"),
        AuditActions.CommandPost => T("command given", "下发命令"),
        AuditActions.CommandBatch => T("command given to many", "批量下发命令"),
        AuditActions.CommandCancel => T("command cancelled", "取消命令"),
        AuditActions.RosterPut => T("person put on a roster", "加入或修改名单人员"),
        AuditActions.RosterDelete => T("person taken off a roster", "移出名单"),
        AuditActions.RosterImport => T("roster imported", "导入名单"),
        AuditActions.RosterRead => T("person of a roster shown in clear", "查看名单人员明文"),
        AuditActions.RosterPushAgain => T("roster orders sent again", "重新下发名单人员"),
        AuditActions.JobPost => T("job started", "新建任务"),
        AuditActions.JobPause => T("job paused", "暂停任务"),
        AuditActions.JobResume => T("job resumed", "继续任务"),
        AuditActions.JobCancel => T("job cancelled", "取消任务"),
        AuditActions.KeyAdd => T("API key made", "新建 API 密钥"),
        AuditActions.KeyDelete => T("API key deleted", "删除 API 密钥"),
        AuditActions.ClusterJoin => T("node joined", "网关节点加入"),
        AuditActions.ClusterRefused => T("refused between nodes", "节点间连接被拒绝"),
        AuditActions.ClusterDrain => T("node taken out of service", "网关节点退出服务"),
        AuditActions.QuarantineRead => T("quarantined upload shown", "查看隔离区内容"),
        AuditActions.QuarantineDelete => T("quarantined upload deleted", "删除隔离区内容"),
        AuditActions.QuarantineReadAgain => T("quarantined uploads read again", "重新读取隔离区"),
        AuditActions.QuarantineDiagnose => T("keys tried on a quarantined upload", "对隔离区内容试用密钥"),
        AuditActions.DeviceUploadKey => T("key of uploads changed", "修改上传密钥方式"),
        AuditActions.FramesRead => T("recorded frames read", "查看报文记录"),
        AuditActions.TraceRead => T("live frames watched", "实时查看报文"),
        AuditActions.ListExport => T("list exported", "导出列表"),
        AuditActions.RetentionRun => T("deletion of old data asked for", "发起过期数据清理"),
        AuditActions.RetentionDelete => T("old data deleted", "清理过期数据"),
        _ => action,
    };

    /// <summary>A value of a changed field, where it is one of a closed set; else as it is.</summary>
    public string AuditValue(string field, string value) => (field, value) switch
    {
        (_, "") => "–",
        (_, "true") => T("yes", "是"),
        (_, "false") => T("no", "否"),
        ("kind", _) => Kind(value),
        ("role", _) => Role(value),
        ("status", _) => SiteStatus(value),
        ("type", _) => CommandType(value),
        ("drift", "repair") => T("repair", "自动修复"),
        ("drift", "show") => T("show", "只显示"),
        _ => value,
    };

    /// <summary>What a row is about: its path under /api/v1 in words. A path of no known form stays as it is.</summary>
    public string AuditSubject(string path) => path.Split('/') switch
    {
        ["devices", var sn] => T($"terminal {sn}", $"终端 {sn}"),
        ["devices", var sn, "commands", ..] => T($"terminal {sn}, command", $"终端 {sn} 的命令"),
        ["devices", var sn, "roster", ..] => T($"terminal {sn}, roster", $"终端 {sn} 的名单"),
        ["devices", var sn, "certification", ..] => T($"terminal {sn}, certification", $"终端 {sn} 的认证"),
        ["devices", var sn, ..] => T($"terminal {sn}", $"终端 {sn}"),
        ["sites", var site] => T($"site {site}", $"工地 {site}"),
        ["sites", var site, "roster"] => T($"site {site}, roster", $"工地 {site} 的名单"),
        ["sites", var site, "roster", var user] => T($"site {site}, {user}", $"工地 {site}，人员 {user}"),
        ["workers", var user] => T($"person {user}", $"人员 {user}"),
        ["registrations", "search", var masked] => T($"ID number {masked}", $"身份证号 {masked}"),
        ["registrations", var id, "photos", ..] => T($"photo of registration {id}", $"登记 {id} 的照片"),
        ["registrations", var id] => T($"registration {id}", $"登记 {id}"),
        ["quarantine", var id, ..] => T($"quarantined upload {id}", $"隔离区条目 {id}"),
        ["jobs", var id, ..] => T($"job {id}", $"任务 {id}"),
        ["keys", var id] => T($"key {id}", $"密钥 {id}"),
        ["batches", var id] => T($"batch {id}", $"批次 {id}"),
        ["commands", ..] => T("commands to many", "批量命令"),
        ["cluster", ..] => T("cluster", "网关集群"),
        ["exports", var list] => T($"list: {ListName(list)}", $"列表：{ListName(list)}"),
        ["console"] => T("console", "控制台"),
        ["retention", ..] => T("deletion of old data", "过期数据清理"),
        _ => path,
    };
}
