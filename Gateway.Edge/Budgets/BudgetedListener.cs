using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Edge.Budgets;

/// <summary>Counts the connections of a listener in the <see cref="ConnectionBudget"/>.</summary>
internal static class BudgetedListener
{
    /// <summary>To be called first: what waits for a handshake or a header has a descriptor already.</summary>
    /// <param name="isPlatform">Its connections have a reserve of their own.</param>
    public static ListenOptions UseBudget(this ListenOptions listener, bool isPlatform = false)
    {
        if (listener.ApplicationServices.GetService<ConnectionBudget>() is { } budget) listener.Use(next => connection => budget.RunAsync(connection, next, isPlatform));
        return listener;
    }
}
