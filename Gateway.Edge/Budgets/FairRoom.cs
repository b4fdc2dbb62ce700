using System.Net;

namespace Gateway.Edge.Budgets;

/// <summary>
/// A bounded amount of something that many clients want: no address has more than its share, no terminal of an address more than its own, and those that wait take turns,
/// one terminal after the other, whatever the number of their requests.
/// </summary>
/// <param name="size">All there is.</param>
/// <param name="ofAddress">Most that one address holds.</param>
/// <param name="ofTerminal">Most that one terminal holds, once it is known.</param>
internal sealed class FairRoom(long size, long ofAddress, long ofTerminal)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, long> _ofAddress = [];
    private readonly Dictionary<Claimant, Account> _accounts = [];

    /// <summary>Those that wait, in the order of their turns.</summary>
    private readonly LinkedList<Account> _turns = [];
    private long _free = size;

    /// <summary>What is free now.</summary>
    public long Free
    {
        get
        {
            lock (_gate) return _free;
        }
    }

    /// <summary>Takes an amount, to be given back with <see cref="Leave"/>; waits for its turn while there is no room.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited; nothing is taken.</exception>
    public async ValueTask EnterAsync(Claimant who, long amount, CancellationToken cancellation)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (TryTake(who, amount)) return;
            waiter = new Waiter(amount);
            var account = AccountOf(who);
            waiter.Place = account.Waiting.AddLast(waiter);
            if (account.Waiting.Count == 1) account.Turn = _turns.AddLast(account);
        }

        await using (cancellation.UnsafeRegister(_ => GiveUp(who, waiter), null)) await waiter.Entered.Task;
    }

    /// <summary>The same without waiting. False: there is no room, or others wait for it.</summary>
    public bool TryEnter(Claimant who, long amount)
    {
        lock (_gate) return TryTake(who, amount);
    }

    /// <summary>Gives an amount back.</summary>
    public void Leave(Claimant who, long amount)
    {
        if (amount == 0) return;
        lock (_gate)
        {
            _free += amount;
            if ((_ofAddress[who.Address] -= amount) == 0) _ofAddress.Remove(who.Address);
            var account = _accounts[who];
            account.Held -= amount;
            Forget(account);
            Admit();
        }
    }

    /// <summary>What was taken before the terminal was known is from now on its own.</summary>
    public void Move(Claimant from, Claimant to, long amount)
    {
        if (amount == 0 || from == to) return;
        lock (_gate)
        {
            var account = _accounts[from];
            account.Held -= amount;
            Forget(account);
            AccountOf(to).Held += amount;
        }
    }

    /// <summary>Nobody is overtaken who could be let in: whoever waits for more than is free holds up all, else small portions would starve a large one.</summary>
    private bool TryTake(Claimant who, long amount)
    {
        if (!Fits(who, amount) || amount > _free || _turns.Any(turn => Fits(turn.Who, turn.Waiting.First!.Value.Amount))) return false;
        Take(AccountOf(who), amount);
        return true;
    }

    private bool Fits(Claimant who, long amount) =>
        _ofAddress.GetValueOrDefault(who.Address) + amount <= ofAddress
        && (who.Sn.Length == 0 || (_accounts.GetValueOrDefault(who)?.Held ?? 0) + amount <= ofTerminal);

    private void Take(Account account, long amount)
    {
        _free -= amount;
        _ofAddress[account.Who.Address] = _ofAddress.GetValueOrDefault(account.Who.Address) + amount;
        account.Held += amount;
    }

    private Account AccountOf(Claimant who) => _accounts.TryGetValue(who, out var account) ? account : _accounts[who] = new Account(who);

    private void GiveUp(Claimant who, Waiter waiter)
    {
        lock (_gate)
        {
            if (waiter.Place?.List is null) return;
            var account = _accounts[who];
            account.Waiting.Remove(waiter.Place);
            if (account.Waiting.Count == 0) _turns.Remove(account.Turn!);
            Forget(account);
            Admit(); // The next one may ask for less.
        }

        waiter.Entered.SetCanceled();
    }

    private void Admit()
    {
        for (var turn = _turns.First; turn is not null;)
        {
            var (account, next) = (turn.Value, turn.Next);
            var waiter = account.Waiting.First!.Value;
            if (!Fits(account.Who, waiter.Amount))
            {
                turn = next;
                continue;
            }

            if (waiter.Amount > _free) return;
            Take(account, waiter.Amount);
            account.Waiting.RemoveFirst();
            _turns.Remove(turn);
            if (account.Waiting.Count > 0) account.Turn = _turns.AddLast(account);
            waiter.Entered.SetResult();
            turn = next ?? _turns.First;
        }
    }

    private void Forget(Account account)
    {
        if (account.Held == 0 && account.Waiting.Count == 0) _accounts.Remove(account.Who);
    }

    private sealed class Account(Claimant who)
    {
        public Claimant Who { get; } = who;

        public long Held { get; set; }

        public LinkedList<Waiter> Waiting { get; } = [];

        public LinkedListNode<Account>? Turn { get; set; }
    }

    private sealed class Waiter(long amount)
    {
        public long Amount { get; } = amount;

        public LinkedListNode<Waiter>? Place { get; set; }

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
