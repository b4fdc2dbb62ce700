using Gateway.Storage.Sql;

namespace Gateway.Storage.Devices;

/// <summary>A terminal takes the place of another (D39): site, tags and name are its own from then on, unless the change says otherwise, and the other is disabled.</summary>
internal static class DeviceReplacement
{
    /// <summary>Why it cannot be; null: it can.</summary>
    public static PutResult? Fault(DeviceChange change, StoredDevice? device, StoredDevice? former)
    {
        if (former is null) return PutResult.ReplacesUnknown;
        if (former.ReplacedBy is { } by && by != change.Sn) return PutResult.ReplacedAlready;
        var kind = change.Kind is { } wanted ? StoredText.Of(wanted) : device?.Kind ?? former.Kind;
        return kind == former.Kind ? null : PutResult.ReplacesOtherKind;
    }

    /// <summary>The change with what the other has. The same once more changes nothing.</summary>
    public static DeviceChange Inherit(DeviceChange change, StoredDevice? device, StoredDevice former, IReadOnlyList<string> tags) => former.ReplacedBy == change.Sn
        ? change
        : change with
        {
            Kind = change.Kind ?? StoredText.ToDeviceKind(former.Kind),
            Name = change.Name ?? former.Name ?? "",
            Site = change.Site ?? former.Site ?? "",
            Tags = change.Tags ?? tags,
            Enabled = change.Enabled ?? (device?.ReplacedBy is null ? null : true), // It comes back from repair.
        };

    public static void Retire(StoredDevice former, string by, long now)
    {
        former.Enabled = false;
        if (former.ReplacedBy == by) return;
        (former.ReplacedBy, former.ReplacedAt, former.UpdatedAt) = (by, now, now);
    }
}
