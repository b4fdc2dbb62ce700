using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Tcp;

/// <summary>What a frame means: exactly one of the things below, or nothing (a packet of an unfinished message).</summary>
internal readonly struct Decoded
{
    private Decoded(TerminalConnection connection) => Connection = connection;

    public TerminalConnection Connection { get; }

    /// <summary>A message for the DeviceActor.</summary>
    public IDeviceMessage? Message { get; private init; }

    /// <summary>True: <see cref="Message"/> is a heartbeat, and the DeviceActor's answer to it is the frame's.</summary>
    public bool Awaits { get; private init; }

    public AttendanceUpload? Upload { get; private init; }

    /// <summary>The SN bytes of the upload's frame.</summary>
    public SerialNumber UploadSn { get; private init; }

    /// <summary>An answer that needs nobody else.</summary>
    public Answer? Answer { get; private init; }

    /// <summary>Close without an answer, and why.</summary>
    public CloseReason? Close { get; private init; }

    public static Decoded Nothing(TerminalConnection connection) => new(connection);

    public static Decoded Told(TerminalConnection connection, IDeviceMessage message) => new(connection) { Message = message };

    public static Decoded Asked(TerminalConnection connection, IDeviceMessage message) => new(connection) { Message = message, Awaits = true };

    public static Decoded Uploaded(TerminalConnection connection, AttendanceUpload upload, in SerialNumber sn) => new(connection) { Upload = upload, UploadSn = sn };

    public static Decoded Answered(Answer answer) => new(answer.Connection) { Answer = answer };

    public static Decoded Closed(TerminalConnection connection, CloseReason reason) => new(connection) { Close = reason };
}
