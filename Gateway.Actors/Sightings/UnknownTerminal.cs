using System.Net;
using Gateway.Actors.Load;
using Gateway.Actors.Sessions;

namespace Gateway.Actors.Sightings;

/// <summary>An SN that tries and is not known, and what its frames look like: their bodies nobody here can read.</summary>
/// <param name="Sn">As the frame or request claims it: printable ASCII, and no more is known of who sent it.</param>
/// <param name="Remote">Address and port it came from last.</param>
/// <param name="Client">The address that it counts as, of which there are so many SNs at most (<see cref="ClientAddress"/>).</param>
/// <param name="Tries">Frames and requests.</param>
/// <param name="UploadsRefused">Uploads over HTTPS that were answered -2: each may have cost the terminal its records (D39).</param>
/// <param name="Words">Names of command words, or of routes, in the order in which they were seen first.</param>
/// <param name="Longest">Bytes of the longest body.</param>
/// <param name="Form">Byte order of a socket, <c>big</c> or <c>little</c>; the form of answers that a client of HTTPS seems to read, <c>json</c> or <c>string</c>.</param>
public sealed record UnknownTerminal(
    string Sn, Transport Transport, string Remote, string Client, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Tries, long UploadsRefused,
    IReadOnlyList<string> Words, long Longest, string Form)
{
    /// <summary>Different words that are kept of one.</summary>
    public const int WordsMax = 8;

    /// <summary>One frame or request.</summary>
    /// <param name="from">The address that it came from; null: it has none.</param>
    /// <param name="isRefusedUpload">Not a try, but the answer to one.</param>
    public static UnknownTerminal Once(
        string sn, Transport transport, string remote, IPAddress? from, DateTimeOffset at, string word, long length, string form, bool isRefusedUpload = false) =>
        new(sn, transport, remote, ClientAddress.Of(from).ToString(), at, at, isRefusedUpload ? 0 : 1, isRefusedUpload ? 1 : 0, [word], length, form);

    /// <summary>Together with what was seen of the same SN later.</summary>
    public UnknownTerminal With(UnknownTerminal later) => later with
    {
        FirstSeen = FirstSeen,
        Tries = Tries + later.Tries,
        UploadsRefused = UploadsRefused + later.UploadsRefused,
        Words = Union(later.Words),
        Longest = Math.Max(Longest, later.Longest),
    };

    /// <summary>Its words and those seen later.</summary>
    public IReadOnlyList<string> Union(IReadOnlyList<string> later) => [.. Words.Union(later, StringComparer.Ordinal).Take(WordsMax)];
}
