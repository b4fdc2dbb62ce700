using System.Text.Encodings.Web;
using Gateway.Actors.Habits;

namespace Gateway.Edge.DeviceHttp;

/// <summary>The answer to a terminal: the JSON of §4 or that of §6, which may stand in an element of XML (D30); or none at all.</summary>
internal sealed class TerminalReply
{
    private const string ContentType = "application/json; charset=utf-8";

    /// <summary>With its charset: a client takes Latin 1 for text without.</summary>
    private const string StringType = "text/xml; charset=utf-8";

    // ---- Result codes of §6 --------------------------------------------------------------------------------------------------------------------------

    /// <summary>Done, or idle.</summary>
    public const int Success = 0;

    /// <summary>It failed; <c>Msg</c> says in a word why.</summary>
    public const int Failure = -1;

    /// <summary>The SN is not known, or the device is disabled (D8).</summary>
    public const int UnknownSn = -2;

    /// <summary>UploadAttendance: no records. FeedBack: no type.</summary>
    public const int Empty = -3;

    private static readonly JsonWriterOptions Bare = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> as JSON does (<c>\u003C</c>), so that nothing is left for XML to escape: a client that parses and one that cuts the tags
    /// off find the very same JSON.
    /// </summary>
    private static readonly JsonWriterOptions InString = new() { Encoder = JavaScriptEncoder.Default };

    private readonly ReplyWord? _word;
    private readonly string _content;

    private TerminalReply(ReplyWord? word, int code, string message, string content)
    {
        _word = word;
        Code = code;
        Message = message;
        _content = content;
    }

    /// <summary>No answer: the connection is cut, so that the terminal keeps what it has and tries again (D27).</summary>
    public static TerminalReply None { get; } = new(null, Failure, "", "");

    public static TerminalReply NotKnown { get; } = Result(UnknownSn, ReplyWord.UnknownSn);

    /// <summary>To a pull or a feedback for which nobody is served (D8, D39).</summary>
    public static TerminalReply Unserved(TerminalRequest request) => request.Refusal == TerminalRefusal.Paced ? None : NotKnown;

    /// <summary>An empty <c>Content</c> is the idle case for every known client (field notes).</summary>
    public static TerminalReply Idle { get; } = Result(Success, ReplyWord.Idle);

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => ReferenceEquals(this, None);

    /// <summary><c>Result</c> or <c>errcode</c>.</summary>
    public int Code { get; }

    /// <summary>For people: <c>Msg</c> and what more there is to say, or <c>errmsg</c>; no personal data.</summary>
    public string Message { get; }

    /// <summary>HTTP status; of all that an HTTPS terminal may ask 200, whatever the answer says (D29).</summary>
    public int Status { get; private init; } = StatusCodes.Status200OK;

    /// <summary><c>{"Result":…,"Content":"…","Msg":"…"}</c> of §6.1.</summary>
    /// <param name="word"><c>Msg</c> (D29).</param>
    /// <param name="content">Encrypted, in text form; empty when there is none.</param>
    /// <param name="detail">What people are told besides, in the log and the recording; no personal data.</param>
    public static TerminalReply Result(int code, ReplyWord word, string content = "", string? detail = null) =>
        new(word, code, detail is null ? word.ToString() : $"{word}: {detail}", content);

    /// <summary><c>{"errcode":…,"errmsg":"…"}</c> of §4.5.</summary>
    public static TerminalReply Registration(int code, string message) => new(null, code, message, "");

    /// <summary>The same with another HTTP status: for addresses and methods that are not of the specification.</summary>
    public TerminalReply WithStatus(int status) => IsNone ? this : new TerminalReply(_word, Code, Message, _content) { Status = status };

    /// <summary>Code and message; never the content.</summary>
    public override string ToString() => IsNone ? "no answer" : string.Create(CultureInfo.InvariantCulture, $"{Code} {Message}");

    /// <summary>Writes it, or cuts the connection.</summary>
    /// <param name="form">Of an answer of §6 (D30).</param>
    /// <param name="late">When the terminal takes too long to read it.</param>
    public async Task SendAsync(HttpContext http, AnswerForm form, CancellationToken late)
    {
        if (IsNone)
        {
            http.Abort();
            return;
        }

        var isString = form == AnswerForm.String && _word is not null;
        var response = http.Response;
        response.StatusCode = Status;
        response.ContentType = isString ? StringType : ContentType;
        response.Headers.CacheControl = "no-store";
        var body = ToUtf8(isString);
        response.ContentLength = body.Length;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late, http.RequestAborted);
        await response.BodyWriter.WriteAsync(body, over.Token);
    }

    private ReadOnlyMemory<byte> ToUtf8(bool isString)
    {
        var body = new ArrayBufferWriter<byte>(Encoding.UTF8.GetMaxByteCount(Message.Length) + _content.Length + 128);
        if (isString) body.Write("<string>"u8);
        using (var writer = new Utf8JsonWriter(body, isString ? InString : Bare))
        {
            writer.WriteStartObject();
            if (_word is null)
            {
                writer.WriteNumber("errcode", Code);
                writer.WriteString("errmsg", Message);
            }
            else
            {
                writer.WriteNumber("Result", Code);
                writer.WriteString("Content", _content);
                writer.WriteString("Msg", _word.ToString());
            }

            writer.WriteEndObject();
        }

        if (isString) body.Write("</string>"u8);
        return body.WrittenMemory;
    }
}
