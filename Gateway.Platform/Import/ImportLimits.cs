namespace Gateway.Platform.Import;

/// <summary>Limits of an import.</summary>
internal static class ImportLimits
{
    /// <summary>Bytes of an import: 256 MiB.</summary>
    public const long LengthMax = 256L * 1024 * 1024;
}
