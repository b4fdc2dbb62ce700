using Gateway.Actors.Rosters;
using Gateway.Storage.Audit;
using Gateway.Storage.Rosters;

namespace Gateway.Platform.Rosters;

/// <summary>Gives a terminal that may have been reset its roster again: over the API and in the console alike.</summary>
internal sealed class RosterResync(RosterFacts facts, AuditStore audit, RosterSignal signal)
{
    /// <summary>Forgets what the terminal reported; open removals and open orders stay.</summary>
    /// <param name="caller">With the reason.</param>
    /// <returns>How many persons were forgotten; null: there is no such device.</returns>
    public async Task<int?> RunAsync(string sn, AuditCaller caller, CancellationToken cancellation)
    {
        await audit.AddAsync(new AuditNote(caller, AuditActions.RosterResync, $"devices/{sn}/roster", [sn]), cancellation);
        var forgotten = await facts.ForgetAsync(sn, CancellationToken.None); // A client that goes must not leave the outcome open.
        signal.Written();
        return forgotten;
    }
}
