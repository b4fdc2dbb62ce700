namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>One address of the specification.</summary>
internal interface IDeviceRoute
{
    /// <summary>The last segment of its path, as the specification spells it; compared without regard to case.</summary>
    string Name { get; }

    /// <summary>Carries data: has its memory and its places apart from polls.</summary>
    bool IsUpload => false;

    /// <summary>The field that the route reads as it comes, from <see cref="TerminalRequest.Body"/>; null: the body is read before it is asked.</summary>
    string? Streamed => null;

    /// <summary>Answers a request. May throw: the pipeline then sends <see cref="Refuse"/>.</summary>
    Task<TerminalReply> AnswerAsync(TerminalRequest request);

    /// <summary>The answer when the request cannot be worked on.</summary>
    /// <param name="word">For a terminal of §6; <see cref="ReplyWord.Busy"/>: it is not its fault, the same request may do later.</param>
    /// <param name="reason">For people, and for a terminal of §4; no values, no internals.</param>
    TerminalReply Refuse(ReplyWord word, string reason);

    /// <summary>The answer to another method than GET and POST. HTTP 200 (D29).</summary>
    TerminalReply RefuseMethod() => TerminalReply.Result(TerminalReply.Failure, ReplyWord.OnlyGetAndPost);
}
