using Gateway.Actors.Privacy;
using Gateway.Actors.Registrations;
using Gateway.Actors.Time;
using Gateway.Edge.DeviceHttp.Requests;

namespace Gateway.Edge.DeviceHttp.Registrations;

/// <summary>
/// Reads the fields of a registration (§4.4), each with its own message. All are required but <c>inf_photo</c>, which is often missing, and <c>phone</c>,
/// which is not of the specification (field notes).
/// </summary>
internal sealed class RegistrationForm
{
    private const int NameLengthMax = 64;
    private const int NationLengthMax = 32;
    private const int TextLengthMax = 256;
    private const int PhoneLengthMax = 32;
    private const int ExtrasMax = 32;
    private const int ExtraLengthMax = 1000;

    private static readonly string[] DateFormats = ["yyyy-M-d", "yyyy/M/d"];

    private static readonly HashSet<string> Known = new(
        [
            "idno", "name", "gender", "nation", "birthday", "address", "idissue", "idperiod", "idphoto", "photo", "inf_photo", "userType", "dev_mac", "RegType",
            "phone",
        ],
        StringComparer.OrdinalIgnoreCase);

    private readonly RequestParameters _fields;
    private readonly List<string> _fieldErrors = [];
    private readonly List<string> _photoErrors = [];

    private RegistrationForm(RequestParameters fields) => _fields = fields;

    /// <summary>The registration, or null and what is wrong with all its fields.</summary>
    /// <param name="device">The terminal that sent it.</param>
    public static Registration? Read(RequestParameters fields, Gateway.Actors.Devices.Device device, DateTimeOffset at, out int code, out string errors)
    {
        var form = new RegistrationForm(fields);
        var registration = form.Read(device, at);
        var isWrong = form._fieldErrors.Count + form._photoErrors.Count > 0;
        code = !isWrong ? RegistrationCode.Success : form._fieldErrors.Count > 0 ? RegistrationCode.InvalidField : RegistrationCode.InvalidPhoto;
        errors = string.Join("; ", form._fieldErrors.Concat(form._photoErrors));
        return isWrong ? null : registration;
    }

    private Registration? Read(Gateway.Actors.Devices.Device device, DateTimeOffset at)
    {
        if (!IdNumber.TryParse(_fields.Text("idno"), out var idNumber, out var error)) Wrong("Idno", error);
        var name = Text("Name", "name", NameLengthMax);
        var gender = Number("gender", 1, 2);
        var nation = Text("nation", "nation", NationLengthMax);
        if (!DateOnly.TryParseExact(_fields.Text("birthday"), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var birthday))
            Wrong("birthday", Missing("birthday") ?? "must be a date like 1990-01-31");
        else if (birthday > DateOnly.FromDateTime(at.UtcDateTime).AddDays(1)) Wrong("birthday", "is in the future");
        var address = Text("address", "address", TextLengthMax);
        var issuer = Text("idissue", "idissue", TextLengthMax);
        if ((Missing("idperiod") ?? CardPeriod.Read(_fields.Text("idperiod"), out _)) is { } periodError) Wrong("idperiod", periodError);
        CardPeriod.Read(_fields.Text("idperiod"), out var period);
        var userType = Number("userType", 1, 2);
        var regType = Number("RegType", 3, 3);
        var phone = _fields.Text("phone");
        if (phone.Length > PhoneLengthMax || phone.Any(char.IsControl)) Wrong("phone", $"must have at most {PhoneLengthMax} characters");
        var photos = Photos();
        if (idNumber is null) return null;
        return new Registration(
            Guid.CreateVersion7(at), device.Sn, device.Site, at.ToWholeMilliseconds(), idNumber, new Secret(name),
            gender, nation, birthday,
            new Secret(address), new Secret(issuer), period, userType, regType, new Secret(phone), Extra(), photos);
    }

    private List<RegistrationPhoto> Photos()
    {
        var photos = new List<RegistrationPhoto>(PhotoKinds.All.Count);
        foreach (var kind in PhotoKinds.All)
        {
            var field = PhotoKinds.Text(kind);
            if (kind == PhotoKind.InfPhoto && _fields.Text(field).Length == 0) continue;
            if (PhotoField.TryDecode(_fields.Bytes(field).Span, out var photo, out var mediaType, out var error))
                photos.Add(new RegistrationPhoto(kind, mediaType, photo));
            else _photoErrors.Add($"{field}: {error}");
        }

        return photos;
    }

    private Dictionary<string, string> Extra() => _fields.Names
        .Where(name => !Known.Contains(name) && _fields.Bytes(name).Length <= ExtraLengthMax)
        .Take(ExtrasMax)
        .ToDictionary(name => name, _fields.Text, StringComparer.Ordinal);

    private string Text(string shown, string field, int lengthMax)
    {
        var text = _fields.Text(field);
        var error = text.Length > lengthMax ? $"has more than {lengthMax} characters" : text.Any(char.IsControl) ? "has control characters" : Missing(field);
        if (error is not null) Wrong(shown, error);
        return text;
    }

    private int Number(string field, int least, int most)
    {
        if (int.TryParse(_fields.Text(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Wrong(field, Missing(field) ?? (least == most ? $"must be {least}" : $"must be {least} or {most}"));
        return 0;
    }

    private string? Missing(string field) => _fields.Text(field).Length == 0 ? "missing" : null;

    private void Wrong(string field, string error) => _fieldErrors.Add($"{field}: {error}");
}
