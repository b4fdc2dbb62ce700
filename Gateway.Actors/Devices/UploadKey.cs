namespace Gateway.Actors.Devices;

/// <summary>With which keys an upload over HTTPS is read (D35, <c>uploadKey</c>).</summary>
public enum UploadKey
{
    /// <summary>With the device's key.</summary>
    Device,

    /// <summary>With the device's key, then with the SN: anybody who knows that could forge.</summary>
    Sn,
}
