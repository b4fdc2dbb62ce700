using System.Net;
using Gateway.Actors.Sightings;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Verdicts;

/// <summary>Why is this terminal silent? The strongest evidence decides; pure.</summary>
internal static class SilenceDiagnosis
{
    /// <summary>Takeovers from which on two terminals must share the SN.</summary>
    public const int TakeoversOfTwo = 3;

    public static Verdict Of(SilenceEvidence evidence)
    {
        if (!evidence.IsKnown) return NotProvisioned(evidence);
        return evidence.Status switch
        {
            "disabled" => Disabled(evidence),
            "online" => Online(evidence),
            _ => Away(evidence),
        };
    }

    /// <summary>The address that uses its SN and may not; null: none that tells more than all else.</summary>
    public static IPAddress? StrangerOf(SilenceEvidence evidence) => Elsewhere(evidence)?.Address;

    private static Verdict NotProvisioned(SilenceEvidence e) => Seen(e, SightingKind.UnknownSn) is { } tried
        ? new("unknown-sn", true,
            $"This SN is not provisioned: a terminal at {tried.Remote} has tried it {Times(tried)}, last {Ago(e, tried.Last)} ago, and was refused. "
            + "Create the device, or correct the SN in the terminal.",
            $"该序列号未录入：{tried.Remote} 的终端已用它尝试 {tried.Count} 次，最近一次在 {AgoZh(e, tried.Last)}前，均被拒绝。请录入该终端，或更正终端上的序列号。")
        : new("not-provisioned", true,
            "This SN is not provisioned, and no terminal has tried it on this node.",
            "该序列号未录入，也没有终端用它尝试连接。");

    private static Verdict Disabled(SilenceEvidence e) => Seen(e, SightingKind.DisabledSn) is { } tried
        ? new("disabled", true,
            $"The device is disabled, so its terminal is refused: it has tried {Times(tried)}, last {Ago(e, tried.Last)} ago. Enable it to let it in.",
            $"终端已停用，连接被拒绝：已尝试 {tried.Count} 次，最近一次在 {AgoZh(e, tried.Last)}前。启用后即可接入。")
        : new("disabled", true, "The device is disabled, so its terminal is refused.", "终端已停用，连接会被拒绝。");

    private static Verdict Online(SilenceEvidence e)
    {
        if (e.Takeovers >= TakeoversOfTwo)
        {
            return new("sn-conflict", true,
                $"Two terminals seem to have this SN: another connection has taken the session over {e.Takeovers} times. Give one of them an SN of its own.",
                $"疑似有两台终端使用同一序列号：会话已被其他连接接管 {e.Takeovers} 次。请为其中一台更换序列号。");
        }

        if (e.ClockSkewSeconds is { } skew && Math.Abs((long)skew) > e.ClockSkewAllowed.TotalSeconds)
        {
            var (off, zh) = (ConsoleText.English.Span(TimeSpan.FromSeconds(skew)), ConsoleText.Chinese.Span(TimeSpan.FromSeconds(skew)));
            return new("clock-wrong", true,
                $"It is online, but its clock is {off} {(skew < 0 ? "slow" : "fast")}: its records carry wrong times. Set the clock, and look at its battery if it comes back.",
                $"终端在线，但时钟{(skew < 0 ? "慢" : "快")}了 {zh}：考勤时间会出错。请下发校时；若反复出现请检查终端电池。");
        }

        if (Flaps(e) is { } ends) return Flapping(e, ends);
        if (Elsewhere(e) is { } stranger && e.Now - stranger.Sighting.Last < Sighting.Recent)
        {
            return new("address-not-allowed-elsewhere", true,
                $"It is online, but its SN is also used from an address that its allow-list does not contain ({stranger.Address}, {Times(stranger.Sighting)}), and refused there.",
                $"终端在线，但允许列表之外的地址（{stranger.Address}）也在使用该序列号（{stranger.Sighting.Count} 次），均被拒绝。");
        }

        if (Seen(e, SightingKind.WrongKey) is { } wrong && e.Now - wrong.Last < Sighting.Recent)
        {
            return new("wrong-key-elsewhere", true,
                $"It is online, but a terminal at {wrong.Remote} also tries its SN with a wrong key ({Times(wrong)}).",
                $"终端在线，但 {wrong.Remote} 也在用错误密钥尝试该序列号（{wrong.Count} 次）。");
        }

        if (Seen(e, SightingKind.Refused) is { } refused && e.Now - refused.Last < Sighting.Recent) return Refused(e, refused);
        return new("online", false,
            $"It is not silent: it was heard {Ago(e, e.LastSeen ?? e.Now)} ago.",
            $"终端在线，通信正常：{AgoZh(e, e.LastSeen ?? e.Now)}前有通信。");
    }

    private static Verdict Away(SilenceEvidence e)
    {
        if (Seen(e, SightingKind.TransportNotAllowed) is { } door && Since(e, door.Last))
        {
            return new("transport-not-allowed", true,
                $"It comes by a transport that is not among its own, so it is refused: it has tried {Times(door)}, last {Ago(e, door.Last)} ago. Change them if that is right.",
                $"它使用的接入方式不在允许之列，因此被拒绝：已尝试 {door.Count} 次，最近一次在 {AgoZh(e, door.Last)}前。若无误，请修改其接入方式。");
        }

        if (Elsewhere(e) is { } stranger && Since(e, stranger.Sighting.Last))
        {
            return new("address-not-allowed", true,
                $"It connects from an address that its allow-list does not contain ({stranger.Address}), so it is refused: it has tried {Times(stranger.Sighting)}, "
                + $"last {Ago(e, stranger.Sighting.Last)} ago. Add the address to the list if it is right.",
                $"它的连接地址（{stranger.Address}）不在允许列表中，因此被拒绝：已尝试 {stranger.Sighting.Count} 次，最近一次在 {AgoZh(e, stranger.Sighting.Last)}前。若地址无误，请将其加入允许列表。");
        }

        if (Seen(e, SightingKind.WrongKey) is { } wrong && Since(e, wrong.Last))
        {
            return new("wrong-key", true,
                $"Its key is wrong: a terminal at {wrong.Remote} sends bodies that this device's key does not decrypt ({Times(wrong)}, last {Ago(e, wrong.Last)} ago). "
                + "Enter the same key on both sides.",
                $"密钥错误：{wrong.Remote} 的终端发来的数据无法用该终端的密钥解密（{wrong.Count} 次，最近一次在 {AgoZh(e, wrong.Last)}前）。请核对两端密钥。");
        }

        if (e.UndecryptableUploadAt is { } at && Since(e, at))
        {
            return new("wrong-key", true,
                $"Its key is wrong: an upload over HTTPS {Ago(e, at)} ago could not be decrypted and is in quarantine{Found(e, ConsoleText.English)}. "
                + "Enter the same key on both sides.",
                $"密钥错误：{AgoZh(e, at)}前经 HTTPS 上传的数据无法解密，已放入隔离区{Found(e, ConsoleText.Chinese)}。请核对两端密钥。");
        }

        if (Seen(e, SightingKind.Refused) is { } refused && Since(e, refused.Last)) return Refused(e, refused);
        if (e.Status == "never" || e.LastSeen is null)
        {
            return new("never-connected", true,
                "It has never connected, and nothing with its SN has reached this node. Check power, network, the server address and the SN in the terminal.",
                "终端从未连接，网关未收到该序列号的任何数据。请检查电源、网络、终端上的服务器地址和序列号。");
        }

        return Flaps(e) is { } ends ? Flapping(e, ends) : Ended(e, e.LastSeen.Value);
    }

    private static Verdict Ended(SilenceEvidence e, DateTimeOffset seen)
    {
        var (ago, zh) = (Ago(e, seen), AgoZh(e, seen));
        if (e.IsHttp)
        {
            return new("http-quiet", true,
                $"It comes over HTTPS and has sent no request for {ago}. Check power and network of the terminal.",
                $"该终端通过 HTTPS 通信，已 {zh}没有请求。请检查终端电源和网络。");
        }

        return e.OfflineReason switch
        {
            "silent" => new("went-silent", true,
                $"Its connection stood, but no heartbeat came any more; last heard {ago} ago. Most often the network between was cut, or the terminal hangs.",
                $"连接仍在但不再有心跳，最近一次通信在 {zh}前。多为现场断网或终端死机。"),
            "bad_frames" => new("bad-frames", true,
                $"Its connection was closed because its bytes are no frames; last heard {ago} ago. Check dialect and byte order.",
                $"因数据不符合报文格式，连接被关闭；最近一次通信在 {zh}前。请检查协议方言和字节序设置。"),
            "replaced" => new("replaced", true,
                $"Another connection of its SN took over, and that one is gone too; last heard {ago} ago. Perhaps two terminals have this SN.",
                $"同一序列号的另一连接接管了会话，之后也已断开；最近一次通信在 {zh}前。可能有两台终端使用同一序列号。"),
            "revoked" => new("revoked", true,
                $"Its connection was closed because it was disabled, given another key or an allow-list without its address, and it has not come back since; last heard {ago} ago.",
                $"因终端被停用、更换密钥或地址不再允许，连接被关闭，之后尚未重连；最近一次通信在 {zh}前。"),
            "slow_reader" => new("slow-reader", true,
                $"It did not read what it was sent, so it was disconnected; last heard {ago} ago. Its network is slow, or it hangs.",
                $"终端不读取下发的数据，已被断开；最近一次通信在 {zh}前。网络过慢或终端死机。"),
            "no_result" => new("commands-unanswered", true,
                $"It was sent the same command five times and answered none, so its connection was closed, and it has not come back; last heard {ago} ago.",
                $"同一命令下发五次均无回执，连接被关闭且终端未重连；最近一次通信在 {zh}前。"),
            "draining" or "lane_lost" or "node_lost" => new("gateway-restarted", true,
                $"The gateway ended its connection (restart or fault of a node) and it has not come back; last heard {ago} ago.",
                $"网关曾断开连接（重启或故障），终端尚未重连；最近一次通信在 {zh}前。"),
            _ => new("closed", true,
                $"The terminal or the network closed the connection, and it has not come back; last heard {ago} ago. Check power and network.",
                $"终端或网络断开了连接且未重连；最近一次通信在 {zh}前。请检查电源和网络。"),
        };
    }

    private static Verdict Refused(SilenceEvidence e, Sighting refused) => new("frames-refused", true,
        $"Frames of it are refused ({Times(refused)}, last {Ago(e, refused.Last)} ago): {refused.Detail}.",
        $"它的数据被拒绝（{refused.Count} 次，最近一次在 {AgoZh(e, refused.Last)}前）：{ConsoleText.Chinese.Refusal(refused.Detail)}。");

    private static Verdict Flapping(SilenceEvidence e, Sighting ends) => new("flapping", true,
        $"It flaps: its connection has ended {Times(ends)} within {ConsoleText.English.Span(ends.Last - ends.First)}, last {Ago(e, ends.Last)} ago "
        + $"({ConsoleText.English.CloseReason(ends.Detail)}). Look at its network.",
        $"连接频繁断开：{ConsoleText.Chinese.Span(ends.Last - ends.First)}内断开 {ends.Count} 次，最近一次在 {AgoZh(e, ends.Last)}前（{ConsoleText.Chinese.CloseReason(ends.Detail)}）。请检查现场网络。");

    private static Sighting? Flaps(SilenceEvidence e) => Seen(e, SightingKind.Closed) is { } ends && ends.IsFlapping(e.Now) ? ends : null;

    private static Sighting? Seen(SilenceEvidence e, SightingKind kind) => e.Sightings.FirstOrDefault(sighting => sighting.Kind == kind);

    /// <summary>The last use of its SN from an address that the list of now still does not contain, unless what it did later, from anywhere, tells more.</summary>
    private static (Sighting Sighting, IPAddress Address)? Elsewhere(SilenceEvidence e)
    {
        if (Seen(e, SightingKind.AddressNotAllowed) is not { } seen || !IPEndPoint.TryParse(seen.Remote, out var remote) || e.Allowed.Contains(remote.Address))
            return null;

        var address = remote.Address.IsIPv4MappedToIPv6 ? remote.Address.MapToIPv4() : remote.Address;
        return e.Sightings.Any(other => other.Kind is SightingKind.WrongKey or SightingKind.Refused && other.Last > seen.Last) ? null : (seen, address);
    }

    /// <summary>Later than the last good word of the terminal.</summary>
    private static bool Since(SilenceEvidence e, DateTimeOffset at) => e.LastSeen is not { } seen || at > seen;

    private static string Found(SilenceEvidence e, ConsoleText text) => e.UploadKey is { } code ? text.T($" ({text.KeyFinding(code)})", $"（{text.KeyFinding(code)}）") : "";

    private static string Times(Sighting sighting) => sighting.Count == 1 ? "once" : sighting.Count.ToString(CultureInfo.InvariantCulture) + " times";

    private static string Ago(SilenceEvidence e, DateTimeOffset at) => ConsoleText.English.Span(e.Now - at);

    private static string AgoZh(SilenceEvidence e, DateTimeOffset at) => ConsoleText.Chinese.Span(e.Now - at);
}
