namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>Reads one form of forms, as it comes.</summary>
internal interface IFormReader
{
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Nothing more comes: a field that is cut off counts as far as it came.</summary>
    void Finish();
}
