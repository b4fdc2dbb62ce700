using Gateway.Actors.Sightings;

namespace Gateway.Platform.Rest.UnknownTerminals;

/// <summary>An SN that tries and is not known.</summary>
/// <param name="Sn">As it calls itself; give this to the vendor.</param>
/// <param name="Transport"><c>socket</c> or <c>http</c>, the last one.</param>
/// <param name="Remote">Address and port it came from last.</param>
/// <param name="FirstSeen">When it was noted first.</param>
/// <param name="LastSeen">When it tried last; some seconds behind.</param>
/// <param name="Tries">Frames and requests.</param>
/// <param name="UploadsRefused">Uploads over HTTPS that were answered -2: known clients delete their records on any answer, so each may have cost some.</param>
/// <param name="Words">What it sent: names of command words, or of routes.</param>
/// <param name="Longest">Bytes of its longest body.</param>
/// <param name="Form">What it seems to speak: on the socket the byte order, <c>big</c> or <c>little</c>; over HTTPS the form of answers, <c>json</c> or <c>string</c>.</param>
internal sealed record UnknownTerminalResponse(
    string Sn, string Transport, string Remote, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Tries, long UploadsRefused, IReadOnlyList<string> Words, long Longest,
    string Form)
{
    public static UnknownTerminalResponse Of(UnknownTerminal seen) => new(
        seen.Sn, seen.Transport == Actors.Sessions.Transport.Socket ? "socket" : "http", seen.Remote, seen.FirstSeen, seen.LastSeen, seen.Tries, seen.UploadsRefused, seen.Words,
        seen.Longest, seen.Form);
}
