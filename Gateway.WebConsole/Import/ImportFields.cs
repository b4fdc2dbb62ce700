namespace Gateway.WebConsole.Import;

/// <summary>The columns of the two kinds of sheets, in the order of their templates, with what vendors and labour officers call them.</summary>
internal static class ImportFields
{
    public const string Sn = "sn";
    public const string UserId = "user_id";
    public const string WorkSn = "work_sn";
    public const string IdCard = "id_card";

    /// <summary>Name of a file in the ZIP; no field of the API.</summary>
    public const string Photo = "photo";

    public static readonly IReadOnlyList<ImportField> Devices =
    [
        new(Sn, "SN", "序列号", "设备序列号", "终端序列号", "序列号sn", "设备编号", "终端编号", "设备号", "设备sn", "sn码", "sn号", "机身号", "机器号", "机号", "产品序列号", "出厂编号",
            "serial", "serialnumber", "serialno", "deviceid", "devicesn", "deviceno") { IsIdentifier = true },
        new("key", "key (8 characters)", "密钥（8 位）", "设备密钥", "终端密钥", "通讯密钥", "通信密钥", "加密密钥", "des密钥", "秘钥", "deskey", "secret", "devicekey") { IsIdentifier = true },
        new("kind", "kind (attendance or enrolment)", "类型（考勤或采集）", "设备类型", "终端类型", "设备类别", "用途", "type", "devicetype"),
        new("name", "name", "名称", "设备名称", "终端名称", "闸机名称", "闸机", "安装位置", "位置", "出入口", "devicename", "location"),
        new("site", "site (code)", "工地（编号）", "工地编号", "工地编码", "工地代码", "所属工地", "项目", "项目编号", "项目编码", "项目代码", "所属项目", "sitecode", "project", "projectcode"),
        new("tags", "tags (divided by ;)", "标签（用 ; 分隔）", "标记", "分组", "终端标签", "设备标签", "tag", "labels"),
        new("vendor", "vendor", "厂商", "厂家", "品牌", "生产厂家", "供应商", "brand", "manufacturer"),
        new("model", "model", "型号", "设备型号", "终端型号", "规格型号", "devicemodel"),
        new("firmware", "firmware", "固件版本", "固件", "软件版本", "版本号", "版本", "version", "firmwareversion"),
        new("dialect", "dialect", "协议方言", "方言", "协议"),
        new("enabled", "enabled (yes or no)", "启用（是或否）", "是否启用", "启用状态", "是否停用", "active"),
        new("allowed_addresses", "allowed addresses", "允许的地址", "允许地址", "ip白名单", "白名单", "ip地址", "ip"),
        new("transports", "transports (socket, https)", "接入方式（socket、https）", "接入", "传输方式", "通讯方式", "通信方式", "transport"),
        new("feedback_from_pull", "feedback from pull (yes or no)", "领取即回执（是或否）"),
        new("upload_key", "key of uploads (device or sn)", "上传密钥（device 或 sn）"),
    ];

    public static readonly IReadOnlyList<ImportField> Roster =
    [
        new(UserId, "user_id", "人员编号", "人员id", "用户编号", "用户id", "工人编号", "员工编号", "人员号", "userid", "uid", "personid", "workerid") { IsIdentifier = true },
        new("name", "name", "姓名", "名字", "人员姓名", "工人姓名", "员工姓名", "fullname", "personname"),
        new(WorkSn, "work number", "工号", "员工号", "职工号", "工作证号", "worknumber", "workno", "employeeno", "jobnumber") { IsIdentifier = true },
        new(IdCard, "ID number", "身份证号", "身份证", "身份证号码", "证件号码", "证件号", "身份证件号码", "idcard", "idnumber", "idno") { IsIdentifier = true },
        new("valid_from", "valid from (2026-03-01)", "生效日期（2026-03-01）", "进场日期", "进场时间", "入场日期", "入场时间", "开始日期", "有效期起", "有效期开始", "startdate", "from"),
        new("valid_until", "valid until (2026-12-31)", "失效日期（2026-12-31）", "退场日期", "退场时间", "离场日期", "离场时间", "结束日期", "截止日期", "有效期止", "有效期至", "有效期结束",
            "enddate", "until"),
        new("device_tag", "tag of terminals", "终端标签", "设备标签", "闸机标签", "标签", "区域", "作业区", "tag"),
        new(Photo, "photo (name of the file in the ZIP)", "照片（ZIP 中的文件名）", "照片文件", "照片文件名", "相片", "人脸照片", "头像", "图片", "photofile", "picture", "image"),
    ];
}
