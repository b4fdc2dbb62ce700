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
    /// <param name="reason">For the terminal's log; no values, no internals.</param>
    /// <param name="isOurs">It is not the terminal's fault: the same request may do later.</param>
    TerminalReply Refuse(string reason, bool isOurs);
}
