namespace Gateway.Actors.Devices;

/// <summary>The names of <see cref="UploadKey"/>: in the settings, in the API and in the table.</summary>
public static class UploadKeyNames
{
    public const string Device = "device";
    public const string Sn = "sn";

    public static string? Of(UploadKey? key) => key switch
    {
        null => null,
        UploadKey.Device => Device,
        _ => Sn,
    };

    /// <summary>Null: none of them.</summary>
    public static UploadKey? Parse(string? name) => name switch
    {
        Device => UploadKey.Device,
        Sn => UploadKey.Sn,
        _ => null,
    };
}
