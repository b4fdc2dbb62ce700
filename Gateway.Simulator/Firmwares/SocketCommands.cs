using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Firmwares;

/// <summary>Carries commands out (§5.3.2, §5.3.4) and says what the terminal answers.</summary>
internal sealed class SocketCommands(FirmwareContext context, SocketHabit habit)
{
    private static readonly byte[] Zero = """{"result_code":0,"result_desc":""}"""u8.ToArray();

    /// <summary>The answer, and when it is due; null: there is none.</summary>
    public (byte[] Json, TimeSpan After)? CarryOut(in AssembledMessage message)
    {
        if (!context.Identity!.TryDecrypt(message.Body.Span, out var plain)) return Failure("the body does not decrypt");
        using var json = StrictJson.Open(plain, out var fault);
        if (json is null) return (TerminalBodies.Result(ResultCode.Malformed, fault!).ToArray(), TimeSpan.Zero);
        return message.Command == CommandWord.PersonDelete ? Delete(json.RootElement) : Push(json.RootElement, message.Attachment.Span);
    }

    private (byte[] Json, TimeSpan After)? Push(JsonElement json, ReadOnlySpan<byte> packets)
    {
        if (!json.TryGetProperty("users", out var users) || users.ValueKind != JsonValueKind.Array) return Failure("users is missing");
        if (habit.CountMustBeNumber && !(json.TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number))
        {
            context.Tell(Deed.PassedOver, detail: "a push whose count is no number");
            return null;
        }

        var refused = new List<string>();
        foreach (var user in users.EnumerateArray())
        {
            if (TerminalPerson.Read(user, packets) is not { } person) refused.Add("somebody without user_id or name");
            else if (context.Keep(person, IsRefused(person, !packets.IsEmpty)) is { } words) refused.Add($"{person.Held.UserId} {words}");
        }

        if (habit.PushAnswer == PushAnswer.None)
        {
            context.Tell(Deed.NotReported, detail: "a push");
            return null;
        }

        var isSuccess = refused.Count == 0 || habit.PushAnswer == PushAnswer.HidesBad;
        return isSuccess ? (Success(), habit.PushAnswerDelay) : Failure("not taken: " + string.Join(", ", refused));
    }

    private bool IsRefused(TerminalPerson person, bool inPackets) =>
        (person.IsInline && !habit.TakesInlinePhoto) || (inPackets && !habit.TakesPhotoPackets)
        || (habit.RefusesRepeatedPush && context.Memory.List.Find(person.Held.UserId) == person.Held);

    private (byte[] Json, TimeSpan After)? Delete(JsonElement json)
    {
        if (TerminalPerson.Text(json, "user_id") is not { Length: > 0 } userId) return Failure("user_id is missing");
        var isThere = context.TryDelete(userId);
        if (!habit.AnswersDeletions)
        {
            context.Tell(Deed.NotReported, userId);
            return null;
        }

        return isThere || habit.UnknownDeletionSucceeds ? (Success(), TimeSpan.Zero) : Failure("nobody has this user_id");
    }

    private byte[] Success() => habit.SaysZeroAsNumber ? Zero : TerminalBodies.Result(ResultCode.Success, "").ToArray();

    private static (byte[] Json, TimeSpan After) Failure(string why) => (TerminalBodies.Result(ResultCode.SenderFault, why).ToArray(), TimeSpan.Zero);
}
