using Gateway.Actors.Devices;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Platform.Problems;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Devices;

/// <summary>What a device may look like, the same for PUT and for every line of an import.</summary>
internal sealed class DeviceRules(DialectNames dialects)
{
    /// <summary>Most characters of a name or a site.</summary>
    public const int TextLengthMax = 128;

    /// <summary>Most characters of vendor, model and firmware, each.</summary>
    public const int ModelLengthMax = 64;

    /// <summary>Most tags.</summary>
    public const int TagsMax = 32;

    /// <summary>Most characters of a tag.</summary>
    public const int TagLengthMax = 64;

    /// <summary>Characters of a bad address that the answer repeats.</summary>
    private const int AddressShownMax = 64;

    /// <summary>The SN without spaces at its end; null when it cannot be one (D5).</summary>
    public static string? Sn(string? text, FieldErrors errors) => SnOf("sn", text, errors);

    private static string? SnOf(string field, string? text, FieldErrors errors)
    {
        if (SerialNumber.TryFromText(text, out var sn, out var error) && sn.TryGetText(out var trimmed)) return trimmed;
        errors.Add(field, ProblemKinds.DeviceSnInvalid, error ?? "must be printable ASCII");
        return null;
    }

    /// <summary>The change that makes the request true; null when anything is wrong.</summary>
    public DeviceChange? Check(string sn, PutDeviceRequest request, FieldErrors errors)
    {
        CheckKey(request.Key, errors);
        var kind = DeviceKinds.Parse(request.Kind);
        if (request.Kind is not null && kind is null)
            errors.Add("kind", ProblemKinds.DeviceKindInvalid, $"must be one of {string.Join(", ", DeviceKinds.Names)}");

        CheckText("name", request.Name, ProblemKinds.DeviceNameInvalid, errors);
        CheckText("site", request.Site, ProblemKinds.DeviceSiteInvalid, errors);
        if (request.Site is "." or "..") errors.Add("site", ProblemKinds.DeviceSiteInvalid, "must not be . or .., which no path can name");
        if (request.Dialect is not null && !dialects.Names.Contains(request.Dialect))
            errors.Add("dialect", ProblemKinds.DeviceDialectUnknown, $"must be one of {string.Join(", ", dialects.Names.Order(StringComparer.Ordinal))}");

        CheckTags(request.Tags, errors);
        var model = CheckModel(request.Model, errors);
        CheckAddresses(request.AllowedAddresses, errors);
        var transports = request.Transports is { } names ? DeviceTransportNames.Parse(names) : null;
        if (request.Transports is not null && transports is null)
            errors.Add("transports", ProblemKinds.DeviceTransportsInvalid, $"must be a list of {DeviceTransportNames.Socket} and {DeviceTransportNames.Https}");

        if (request.UploadKey is { Length: > 0 } key && UploadKeyNames.Parse(key) is null)
            errors.Add("upload_key", ProblemKinds.DeviceUploadKeyInvalid, $"must be {UploadKeyNames.Device} or {UploadKeyNames.Sn}, or empty for what the dialect says");

        var replaces = request.Replaces is { } former ? SnOf("replaces", former, errors) : null;
        if (replaces is not null && replaces == sn) errors.Add("replaces", ProblemKinds.DeviceReplacesInvalid, "must be another device");
        if (request.Certifying == true && !string.IsNullOrEmpty(request.Site)) AddCertifyingWithSite(errors);
        if (errors.Any) return null;
        var allowed = request.AllowedAddresses is { } addresses ? AllowedAddresses.Of(addresses) : null;
        return new DeviceChange(
            sn, request.Key, kind, request.Name, request.Site, request.Dialect, request.Tags?.Distinct().ToArray(), request.Enabled, allowed, transports, request.FeedbackFromPull,
            model, request.Certifying)
        {
            UploadKey = request.UploadKey,
            Replaces = replaces,
            ConfirmRemovals = request.ConfirmRemovals,
        };
    }

    /// <summary>Says what a new device lacks (<see cref="PutResult.Incomplete"/>).</summary>
    public static void AddMissing(DeviceChange change, FieldErrors errors)
    {
        if (change.Key is null) errors.Add("key", ProblemKinds.DeviceIncomplete, "is needed: the device is new");
        if (change.Kind is null) errors.Add("kind", ProblemKinds.DeviceIncomplete, "is needed: the device is new");
    }

    /// <summary>Its records would count as that site's (<see cref="PutResult.CertifyingWithSite"/>).</summary>
    public static void AddCertifyingWithSite(FieldErrors errors) =>
        errors.Add("certifying", ProblemKinds.DeviceCertifyingWithSite, "a device that is being certified has no site; clear site with an empty text, or certifying with false");

    /// <summary>Why it cannot replace that one (<see cref="PutResult.ReplacesUnknown"/>, <see cref="PutResult.ReplacesOtherKind"/>).</summary>
    public static void AddReplacesFault(PutResult result, FieldErrors errors) => errors.Add(
        "replaces", ProblemKinds.DeviceReplacesInvalid, result == PutResult.ReplacesUnknown ? "there is no such device" : "that device is of the other kind");

    private static void CheckKey(string? key, FieldErrors errors)
    {
        if (key is null) return;

        // A longer key would be cut by the terminals (field notes): here it is a slip of the pen.
        if (key.Length != DesKey.Length)
            errors.Add("key", ProblemKinds.DeviceKeyInvalid, $"must be {DesKey.Length} printable ASCII characters");
        else if (!DesKey.TryParse(key, out _, out var error))
            errors.Add("key", error.Contains("weak", StringComparison.Ordinal) ? ProblemKinds.DeviceKeyWeak : ProblemKinds.DeviceKeyInvalid, error);
    }

    private static ModelChange? CheckModel(PutModelRequest? model, FieldErrors errors)
    {
        if (model is null) return null;
        var change = new ModelChange(model.Vendor?.Trim(), model.Model?.Trim(), model.Firmware?.Trim());
        CheckText("model.vendor", change.Vendor, ProblemKinds.DeviceModelInvalid, errors, ModelLengthMax);
        CheckText("model.model", change.Model, ProblemKinds.DeviceModelInvalid, errors, ModelLengthMax);
        CheckText("model.firmware", change.Firmware, ProblemKinds.DeviceModelInvalid, errors, ModelLengthMax);
        return change;
    }

    private static void CheckText(string field, string? text, ProblemKind kind, FieldErrors errors, int most = TextLengthMax)
    {
        if (text is null) return;
        if (text.Length > most) errors.Add(field, kind, $"has {text.Length} characters, at most {most} are allowed");
        else if (VisibleText.HasHidden(text)) errors.Add(field, kind, "must not have control characters, nor others that cannot be seen (marks of direction, zero-width)");
    }

    private static void CheckTags(IReadOnlyList<string>? tags, FieldErrors errors)
    {
        if (tags is null) return;
        if (tags.Count > TagsMax)
            errors.Add("tags", ProblemKinds.DeviceTagsInvalid, $"has {tags.Count} tags, at most {TagsMax} are allowed");
        else if (tags.Any(t => string.IsNullOrWhiteSpace(t) || t.Length > TagLengthMax || VisibleText.HasHidden(t)))
            errors.Add("tags", ProblemKinds.DeviceTagsInvalid, $"must each have 1 to {TagLengthMax} characters, no control characters and none that cannot be seen");
    }

    private static void CheckAddresses(IReadOnlyList<string>? addresses, FieldErrors errors)
    {
        if (addresses is null) return;
        if (addresses.Count > AllowedAddresses.CountMax)
        {
            errors.Add(
                "allowed_addresses",
                ProblemKinds.DeviceAllowedAddressesInvalid,
                $"has {addresses.Count} elements, at most {AllowedAddresses.CountMax} are allowed");
            return;
        }

        foreach (var address in addresses)
        {
            if (AllowedAddresses.Fault(address) is { } fault)
            {
                errors.Add("allowed_addresses", ProblemKinds.DeviceAllowedAddressesInvalid, $"{Shown(address)} {fault}");
                return;
            }
        }
    }

    /// <summary>An element as the answer may name it: anything may stand there.</summary>
    private static string Shown(string? element) => $"\"{VisibleText.Shown(element ?? "null", AddressShownMax)}\"";
}
