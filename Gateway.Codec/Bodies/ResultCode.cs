namespace Gateway.Codec.Bodies;

/// <summary>The error codes of §5.4. // D28</summary>
public static class ResultCode
{
    /// <summary>Done.</summary>
    public const string Success = "0000";

    /// <summary>The body decrypts but is no JSON.</summary>
    public const string Malformed = "9001";

    /// <summary>Any other fault of the sender; the description says which.</summary>
    public const string SenderFault = "9999";

    /// <summary>A fault of ours.</summary>
    public const string ServerFault = "9998";

    /// <summary>The terminal could not set its clock.</summary>
    public const string ClockFailed = "9021";
}
