using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Soak.Histories;

namespace Gateway.Simulator.Soak.Load;

/// <summary>Reads, when all is over, what the gateway holds.</summary>
internal sealed class FinalReader(SoakApi api, HistoryFiles files, TimeProvider time)
{
    private const int Limit = 1000;
    private const int WaitSeconds = 2;
    private const int TriesMax = 40;

    /// <summary>The list first: whatever is in it has to be in the feed by then, or to come before that is silent for two seconds.</summary>
    /// <exception cref="SoakFailedException">The gateway gives no answer.</exception>
    public async Task ReadAsync(CancellationToken stop)
    {
        await ReadAttendanceAsync(stop);
        await ReadFeedAsync(stop);
        await ReadStatesAsync(stop);
    }

    private async Task ReadAttendanceAsync(CancellationToken stop)
    {
        await using var history = new JsonLineFile(files.Attendance, time);
        for (var cursor = ""; cursor is not null;)
        {
            var page = await GetAsync($"api/v1/attendance?limit={Limit}" + (cursor.Length == 0 ? "" : "&cursor=" + Uri.EscapeDataString(cursor)), stop);
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                history.Append(item, static (json, record) =>
                {
                    foreach (var name in (ReadOnlySpan<string>)["id", "sn", "user_id", "recog_time"]) json.WriteString(name, record.GetProperty(name).GetString());
                });
            }

            cursor = page.GetProperty("next_cursor").GetString();
        }
    }

    private async Task ReadFeedAsync(CancellationToken stop)
    {
        await using var history = new JsonLineFile(files.Feed, time);
        for (var (after, generation) = (0L, ""); ;)
        {
            var page = await GetAsync($"api/v1/feed?after={after}&generation={generation}&limit={Limit}&wait={WaitSeconds}", stop);
            generation = page.GetProperty("generation").GetString();
            var seenAt = time.GetUtcNow();
            var before = after;
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                FeedLine.Append(history, item, seenAt);
                after = Math.Max(after, item.GetProperty("seq").GetInt64());
            }

            if (after == before) return;
        }
    }

    /// <summary>One by one, as the contract says that it is never behind what a POST answered.</summary>
    private async Task ReadStatesAsync(CancellationToken stop)
    {
        await using var history = new JsonLineFile(files.States, time);
        foreach (var line in HistoryReader.Lines(files.Commands))
        {
            if (line.Text("op") != "post" || line.Number("status") != 202) continue;
            var (sn, id) = (line.Text("sn"), line.Text("id"));
            var (status, body) = await AnsweredAsync($"api/v1/devices/{sn}/commands/{id}", stop);
            history.Append((sn, id, status, body), static (json, entry) =>
            {
                json.WriteString("sn", entry.sn);
                json.WriteString("id", entry.id);
                json.WriteNumber("status", entry.status);
                if (entry.status != 200) return;
                json.WriteString("state", entry.body.GetProperty("state").GetString());
                json.WriteNumber("attempts", entry.body.GetProperty("attempts").GetInt32());
            });
        }
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken stop)
    {
        var (status, body) = await AnsweredAsync(path, stop);
        return status == 200 ? body : throw new SoakFailedException($"GET {path}: {status}.");
    }

    private Task<(int Status, JsonElement Body)> AnsweredAsync(string path, CancellationToken stop) =>
        api.UntilAnsweredAsync(HttpMethod.Get, path, null, stop, TriesMax);
}
