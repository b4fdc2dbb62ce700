namespace Gateway.Platform.Sheets;

/// <summary>A file cannot be read as a sheet: its sender's fault, not ours.</summary>
internal sealed class SheetException(SheetFault fault, Exception? cause = null) : Exception($"The sheet cannot be read: {fault}.", cause)
{
    public SheetFault Fault { get; } = fault;
}
