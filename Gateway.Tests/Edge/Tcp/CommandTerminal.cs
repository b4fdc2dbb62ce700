namespace Gateway.Tests.Edge.Tcp;

/// <summary>The part of a terminal that is told what to do: puts the packets of commands together and answers them, by §5.3.2 and §5.3.4.</summary>
internal sealed class CommandTerminal(RawTerminal terminal) : IDisposable
{
    /// <summary>Answers to heartbeats that came between commands.</summary>
    public int HeartbeatAnswers { get; private set; }

    public RawTerminal Terminal => terminal;

    /// <summary>The next whole command, all its packets.</summary>
    public async Task<CommandReceived> NextAsync()
    {
        while (true)
            if ((await ReadAsync()).Command is { } command) return command;
    }

    /// <summary>Beats until a whole command comes: a slow one is answered idle after a second, and its frame is the answer to the next heartbeat (D15).</summary>
    public async Task<CommandReceived> BeatForCommandAsync(Func<DateTimeOffset> now)
    {
        const int BeatsMax = 100;
        for (var beats = 0; beats < BeatsMax; beats++)
        {
            await terminal.SendAsync(RawTerminal.Heartbeat, terminal.HeartbeatJson(now()));
            var (command, status) = await ReadAsync();
            if (command is not null) return command;
            if (status is RawTerminal.PersonPush or RawTerminal.PersonDelete) return await NextAsync();
        }

        throw new InvalidDataException($"{BeatsMax} heartbeats were answered without a command");
    }

    /// <summary>What comes next: a command, or the answer to a heartbeat with its status.</summary>
    public async Task<(CommandReceived? Command, byte Status)> ReadAsync()
    {
        var frame = await terminal.ReadFrameAsync();
        if (frame.Command != RawTerminal.Heartbeat) return (await WholeAsync(frame), frame.Status);
        HeartbeatAnswers++;
        return (null, frame.Status);
    }

    public Task AnswerAsync(CommandReceived command, string code = "0000", string description = "") =>
        terminal.SendAsync(command.Word, JsonSerializer.Serialize(new { result_code = code, result_desc = description }));

    public void Dispose() => terminal.Dispose();

    private async Task<CommandReceived> WholeAsync(WireFrame first)
    {
        var photo = new List<byte>();
        for (var number = 2; number <= first.Total; number++)
        {
            var packet = await terminal.ReadFrameAsync();
            if (packet.Number != number || packet.Total != first.Total || packet.Command != first.Command) throw new InvalidDataException("a packet out of order");
            photo.AddRange(packet.Body);
        }

        using var json = JsonDocument.Parse(terminal.Decrypt(first.Body));
        if (first.Command == RawTerminal.PersonDelete) return new CommandReceived(first.Command, [(json.RootElement.GetProperty("user_id").GetString()!, [])]);
        var users = json.RootElement.GetProperty("users").EnumerateArray()
            .Select(user => (user.GetProperty("user_id").GetString()!, Photo(user, photo))).ToList();
        if (json.RootElement.GetProperty("count").GetString() != $"{users.Count}") throw new InvalidDataException("count is not the number of users");
        return new CommandReceived(first.Command, users);
    }

    private static byte[] Photo(JsonElement user, List<byte> packets) =>
        packets.Count > 0 ? [.. packets] : Convert.FromBase64String(user.GetProperty("face_template").GetString()!);
}
