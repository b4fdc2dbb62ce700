using Gateway.Actors.Devices;
using Gateway.Actors.Privacy;
using Gateway.Edge.DeviceHttp.Registrations;
using Gateway.Edge.DeviceHttp.Requests;
using Gateway.Fuzz.Engine;

namespace Gateway.Fuzz.Targets;

/// <summary>Bodies of HTTP requests of terminals: url-encoded and multipart forms, read into parameters, and those into a registration (§4).</summary>
internal sealed class FormTarget : IFuzzTarget
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Device Terminal = new("enrol-01", DeviceKind.Enrolment, new Secret("l8iTgWXT"), null, null, "standard", [], true, At, At);

    private static readonly string[] Texts =
    [
        "", "&", "=", "%", "content=ABCDEF0123456789&sn=smz-a03", " & content=41%2B42+43&SN=smz-a03&sn=2",
        "name=%E6%B5%8B%E8%AF%95&idno=510104198802292237&gender=1&nation=%E6%B1%89&birthday=1988-02-29&address=x&idissue=y&idperiod=2016.01.01-2036.01.01"
        + "&inf_photo=%2F9j%2F4AAQ&dev_mac=enrol-01%20&phone=13800000000&photo1=data%3Aimage%2Fjpeg%3Bbase64%2C%252F9j%252F",
        "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n测试\r\n"
        + "--b\r\nContent-Disposition: form-data; name=idno; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n/9j/4AAQ\r\n--b--\r\n",
        "\r\n--b\nContent-Disposition: form-data; name=\"dev_mac\"\n\nenrol-01\n--b"
    ];

    public string Name => "forms";

    public IEnumerable<byte[]> Seeds => Texts.Select(Encoding.UTF8.GetBytes);

    public IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[] { "--b\r\n", "--b--", "\r\n\r\n", "Content-Disposition: form-data; name=\"", "filename*=UTF-8''", "%25", "%2",
            "&name=", "&idno=510104198802292237", "&idperiod=", "长期", "data:image/png;base64,",
            "/9j/4AAQ", "iVBORw0KGgo", "+", ";", "\"", "content-" }.Select(Encoding.UTF8.GetBytes),
        [0xC3, 0x28], [0x00]
    ];

    public int Run(byte[] input)
    {
        var parameters = Read(input, Math.Max(1, input.Length));
        var piece = 1 + (input.Length == 0 ? 0 : input[^1] % 61);
        var pieces = Read(input, piece);
        if (!parameters.Names.SequenceEqual(pieces.Names) || parameters.Names.Any(name => !parameters.Bytes(name).Span.SequenceEqual(pieces.Bytes(name).Span)))
            throw new PropertyBrokenException($"in pieces of {piece} bytes it has other fields");
        var isMultipart = FormParts.AreIn(input);
        if (parameters.Names.Count() > RequestParameters.CountMax) throw new PropertyBrokenException("more parameters than the limit");

        var result = new HashCode();
        result.Add(isMultipart);
        result.Add(parameters.Names.Count());
        foreach (var name in parameters.Names) result.Add(parameters.Text(name).Length is var length && length == 0 ? 0 : (int)Math.Log2(length));
        var registration = RegistrationForm.Read(parameters, Terminal, At, out var code, out var errors);
        if ((registration is null) == string.IsNullOrEmpty(errors)) throw new PropertyBrokenException("neither a registration nor an error, or both");
        result.Add(code);
        result.Add(errors?.Length);
        if (PhotoField.TryDecode(input, out var photo, out _, out _) && photo.Length > PhotoField.LengthMax) throw new PropertyBrokenException("a photo above its limit");
        return result.ToHashCode();
    }

    private static RequestParameters Read(byte[] input, int piece)
    {
        var parameters = new RequestParameters();
        var reader = new FormReader(new FormFields(parameters));
        for (var at = 0; at < input.Length; at += piece) reader.Append(input.AsSpan(at, Math.Min(piece, input.Length - at)));
        reader.Finish();
        return parameters;
    }
}
