namespace Gateway.Platform.Rest.Frames;

/// <summary>What was recorded of a terminal.</summary>
/// <param name="Items">The oldest first.</param>
// For the OpenAPI document; RecordingReader writes it.
internal sealed record FramesResponse(IReadOnlyList<FrameItem> Items);

/// <summary>A frame, or one half of a request over HTTP(S). Fields that do not apply are absent.</summary>
/// <param name="Number">1, 2, 3 … per terminal; one is missing where frames were not recorded.</param>
/// <param name="Sn">The terminal.</param>
/// <param name="At">When it was read or written.</param>
/// <param name="Node">Name of the node: <c>host:port</c>.</param>
/// <param name="Connection">Tells the connections of that node apart.</param>
/// <param name="Remote">Address and port of the terminal.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Times">How often this request and its answer came; absent: once.</param>
/// <param name="LastAt">When they came last.</param>
/// <param name="Fault">What is wrong with the frame.</param>
/// <param name="Command">Name of its command word.</param>
/// <param name="CommandWord">The word itself, <c>0x01</c>.</param>
/// <param name="Packet">Which packet of its message.</param>
/// <param name="Packets">Of how many.</param>
/// <param name="Status">Its status byte.</param>
/// <param name="BodyLength">Bytes of its body.</param>
/// <param name="Route">Over HTTP(S): which.</param>
/// <param name="Result">Of an answer over HTTP(S).</param>
/// <param name="Message">The same in words.</param>
/// <param name="DroppedBefore">Frames before it that were not recorded.</param>
/// <param name="Body">Decrypted, decoded, masked.</param>
/// <param name="BodyNote">Why there is no body.</param>
internal sealed record FrameItem(
    long Number,
    string Sn,
    DateTimeOffset At,
    string Node,
    long Connection,
    string Remote,
    string Direction,
    long? Times = null,
    DateTimeOffset? LastAt = null,
    string? Fault = null,
    string? Command = null,
    string? CommandWord = null,
    int? Packet = null,
    int? Packets = null,
    int? Status = null,
    int? BodyLength = null,
    string? Route = null,
    int? Result = null,
    string? Message = null,
    long? DroppedBefore = null,
    JsonElement? Body = null,
    string? BodyNote = null);
