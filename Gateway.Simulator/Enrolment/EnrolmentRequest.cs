namespace Gateway.Simulator.Enrolment;

/// <summary>
/// A registration as the field's clients send it (field notes, §4): multipart or url-encoded, names in two spellings, photos encoded in several ways. The
/// number of the worker picks one of <see cref="Shapes"/>, so that a run has all of them evenly.
/// </summary>
internal static class EnrolmentRequest
{
    /// <summary>Two forms, two spellings, four ways to encode photos.</summary>
    public const int Shapes = 16;

    private const string Boundary = "----enrolment-6c1f0a";

    /// <summary>Headers and body of the request.</summary>
    /// <param name="sn">The enrolment terminal.</param>
    public static (IReadOnlyList<string> Headers, byte[] Body) Build(Worker worker, string sn) => Build(worker, sn, worker.Number % Shapes);

    /// <summary>Headers and body of the request in one of the <see cref="Shapes"/>.</summary>
    /// <param name="sn">The enrolment terminal.</param>
    /// <param name="address">As it was typed in; null: the worker's own.</param>
    public static (IReadOnlyList<string> Headers, byte[] Body) Build(Worker worker, string sn, int shape, string? address = null)
    {
        var isMultipart = (shape & 1) == 0;
        var isSpec = (shape & 2) == 0;
        Func<byte[], string> photo = (shape >> 2) switch
        {
            0 => Convert.ToBase64String,
            1 => static bytes => Uri.EscapeDataString(Convert.ToBase64String(bytes)),
            2 => static bytes => "data:image/jpeg;base64," + Convert.ToBase64String(bytes),
            _ => static bytes => Convert.ToBase64String(bytes).Replace('+', ' ') // a form's '+' that has become a space
        };
        var fields = Fields(worker, sn, isSpec, photo, address);
        if (isMultipart) return (["Content-Type: multipart/form-data; boundary=" + Boundary], Multipart(fields));
        var form = string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));

        // One client misspells the header, so that the form has no type at all.
        return ([isSpec ? "Content-Type: application/x-www-form-urlencoded" : "ContentType: application/x-www-form-urlencoded"], Encoding.UTF8.GetBytes(form));
    }

    private static List<(string Name, string Value)> Fields(Worker worker, string sn, bool isSpec, Func<byte[], string> photo, string? address) =>
    [
        (isSpec ? "Idno" : "idno", worker.IdNumber),
        (isSpec ? "Name" : "name", worker.Name),
        ("gender", worker.Gender.ToString(CultureInfo.InvariantCulture)),
        ("nation", "汉"),
        ("birthday", worker.Birthday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("address", address ?? string.Create(CultureInfo.InvariantCulture, $"四川省成都市模拟路{worker.Number}号")),
        ("idissue", "成都市公安局"),
        ("idperiod", "20150101-20350101"),
        ("idphoto", photo(worker.IdPhoto)),
        ("photo", photo(worker.Photo)),
        ("inf_photo", photo(worker.InfraredPhoto)),
        ("userType", "1"),
        ("dev_mac", isSpec ? sn : sn + " "), // one client's has a space at its end
        (isSpec ? "RegType" : "regType", "3"),
        .. isSpec ? [] : new (string, string)[] { ("phone", "13800000000") }
    ];

    private static byte[] Multipart(List<(string Name, string Value)> fields)
    {
        var body = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            body.Append("--").Append(Boundary).Append("\r\nContent-Disposition: form-data; name=\"").Append(name).Append("\"\r\n\r\n")
                .Append(value).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(body.Append("--").Append(Boundary).Append("--\r\n").ToString());
    }
}
