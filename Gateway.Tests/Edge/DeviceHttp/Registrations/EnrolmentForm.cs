namespace Gateway.Tests.Edge.DeviceHttp.Registrations;

/// <summary>The form of one worker with the canaries that must never be found in clear.</summary>
internal sealed class EnrolmentForm
{
    public const string IdNumber = "11010519491231002X";
    public const string Name = "金丝雀四";
    public const string Address = "成都市金丝雀路9号";
    public const string Phone = "13800138000";

    public static readonly string[] Canaries = [IdNumber, Name, Address, Phone, "PHOTO-CANARY-BYTES", "金牛区金丝雀分局", "1949-12-31"];

    private readonly List<KeyValuePair<string, string>> _fields;

    public EnrolmentForm(string sn = DeviceHttp.DeviceHttpHost.EnrolmentSn, string idNumber = IdNumber, byte seed = 1) => _fields =
    [
        new("Idno", idNumber),
        new("Name", Name),
        new("gender", "1"),
        new("nation", "汉"),
        new("birthday", "1949-12-31"),
        new("address", Address),
        new("idissue", "金牛区金丝雀分局"),
        new("idperiod", "20010101-20110101"),
        new("idphoto", Convert.ToBase64String(Photo(seed, 900))),
        new("photo", Convert.ToBase64String(Photo((byte)(seed + 1), 5000))),
        new("inf_photo", Convert.ToBase64String(Photo((byte)(seed + 2), 3001))),
        new("userType", "1"),
        new("dev_mac", sn),
        new("RegType", "3"),
    ];

    /// <summary>Begins as a JPEG and holds a canary.</summary>
    public static byte[] Photo(byte seed, int length)
    {
        var photo = new byte[length];
        new Random(seed).NextBytes(photo);
        ((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF, 0xE0]).CopyTo(photo);
        Encoding.ASCII.GetBytes("PHOTO-CANARY-BYTES").CopyTo(photo, 20);
        return photo;
    }

    public string this[string field]
    {
        get => _fields.First(pair => pair.Key == field).Value;
        set
        {
            var at = _fields.FindIndex(pair => pair.Key == field);
            if (at < 0) _fields.Add(new(field, value));
            else _fields[at] = new(field, value);
        }
    }

    public EnrolmentForm Without(string field)
    {
        _fields.RemoveAll(pair => pair.Key == field);
        return this;
    }

    public EnrolmentForm With(string field, string value)
    {
        this[field] = value;
        return this;
    }

    /// <summary>Every name in lower case, as the other vendor spells them.</summary>
    public EnrolmentForm LowerCase()
    {
        for (var i = 0; i < _fields.Count; i++) _fields[i] = new(_fields[i].Key.ToLowerInvariant(), _fields[i].Value);
        return this;
    }

    public string UrlEncoded() => string.Join('&', _fields.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    public string Multipart(string boundary) =>
        string.Concat(_fields.Select(pair => $"--{boundary}\r\nContent-Disposition: form-data; name=\"{pair.Key}\"\r\n\r\n{pair.Value}\r\n"))
        + $"--{boundary}--\r\n";
}
