namespace Gateway.Storage.Devices;

/// <summary>What became of a <see cref="DeviceChange"/>.</summary>
public enum PutResult
{
    Created,
    Updated,

    /// <summary>The device is new and the change has no key (or no kind): nothing was stored.</summary>
    Incomplete,

    /// <summary>The device would be certifying and have a site: nothing was stored.</summary>
    CertifyingWithSite,

    /// <summary>There is no device that it could replace: nothing was stored.</summary>
    ReplacesUnknown,

    /// <summary>The one that it would replace is of the other kind: nothing was stored.</summary>
    ReplacesOtherKind,

    /// <summary>Another took the place of that one already: nothing was stored.</summary>
    ReplacedAlready,

    /// <summary>The move would remove many persons from the terminal, and nobody has confirmed that number: nothing was stored.</summary>
    RemovalsUnconfirmed,
}
