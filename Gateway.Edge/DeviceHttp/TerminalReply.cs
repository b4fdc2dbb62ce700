using System.Text.Encodings.Web;

namespace Gateway.Edge.DeviceHttp;

/// <summary>The answer to a terminal: always JSON, in one of the two forms of the specification; or none at all.</summary>
internal sealed class TerminalReply
{
    /// <summary>Media type of every answer.</summary>
    public const string ContentType = "application/json; charset=utf-8";

    // ---- Result codes of §6 --------------------------------------------------------------------------------------------------------------------------

    /// <summary>Done, or idle.</summary>
    public const int Success = 0;

    /// <summary>It failed; <c>Msg</c> says why.</summary>
    public const int Failure = -1;

    /// <summary>The SN is not known, or the device is disabled (D8).</summary>
    public const int UnknownSn = -2;

    /// <summary>UploadAttendance: no records. FeedBack: no type.</summary>
    public const int Empty = -3;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly bool _isRegistration;
    private readonly string _content;

    private TerminalReply(bool isRegistration, int code, string message, string content)
    {
        _isRegistration = isRegistration;
        Code = code;
        Message = message;
        _content = content;
    }

    /// <summary>No answer: the connection is cut, so that the terminal keeps what it has and tries again (D27).</summary>
    public static TerminalReply None { get; } = new(false, Failure, "", "");

    public static TerminalReply NotKnown { get; } = Result(UnknownSn, "sn: unknown or disabled");

    /// <summary>To a pull or a feedback for which nobody is served (D8, D39).</summary>
    public static TerminalReply Unserved(TerminalRequest request) => request.Refusal == TerminalRefusal.Paced ? None : NotKnown;

    /// <summary>An empty <c>Content</c> is the idle case for every known client (field notes).</summary>
    public static TerminalReply Idle { get; } = Result(Success, "idle");

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => ReferenceEquals(this, None);

    /// <summary><c>Result</c> or <c>errcode</c>.</summary>
    public int Code { get; }

    /// <summary><c>Msg</c> or <c>errmsg</c>; no personal data.</summary>
    public string Message { get; }

    /// <summary>HTTP status; the known clients look at the body only.</summary>
    public int Status { get; private init; } = StatusCodes.Status200OK;

    /// <summary><c>{"Result":…,"Content":"…","Msg":"…"}</c> of §6.1.</summary>
    /// <param name="content">Encrypted, in text form; empty when there is none.</param>
    public static TerminalReply Result(int code, string message, string content = "") => new(false, code, message, content);

    /// <summary><c>{"errcode":…,"errmsg":"…"}</c> of §4.5.</summary>
    public static TerminalReply Registration(int code, string message) => new(true, code, message, "");

    /// <summary>The same with another HTTP status: for addresses and methods that are not of the specification.</summary>
    public TerminalReply WithStatus(int status) => IsNone ? this : new TerminalReply(_isRegistration, Code, Message, _content) { Status = status };

    /// <summary>Code and message; never the content.</summary>
    public override string ToString() => IsNone ? "no answer" : string.Create(CultureInfo.InvariantCulture, $"{Code} {Message}");

    /// <summary>Writes it, or cuts the connection.</summary>
    /// <param name="late">When the terminal takes too long to read it.</param>
    public async Task SendAsync(HttpContext http, CancellationToken late)
    {
        if (IsNone)
        {
            http.Abort();
            return;
        }

        var response = http.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        var body = ToUtf8();
        response.ContentLength = body.Length;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late, http.RequestAborted);
        await response.BodyWriter.WriteAsync(body, over.Token);
    }

    private ReadOnlyMemory<byte> ToUtf8()
    {
        var body = new System.Buffers.ArrayBufferWriter<byte>(Encoding.UTF8.GetMaxByteCount(Message.Length) + _content.Length + 128);
        using (var writer = new Utf8JsonWriter(body, Options))
        {
            writer.WriteStartObject();
            if (_isRegistration)
            {
                writer.WriteNumber("errcode", Code);
                writer.WriteString("errmsg", Message);
            }
            else
            {
                writer.WriteNumber("Result", Code);
                writer.WriteString("Content", _content);
                writer.WriteString("Msg", Message);
            }

            writer.WriteEndObject();
        }

        return body.WrittenMemory;
    }
}
