using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Habits;
using Gateway.Actors.Presence;
using Gateway.Actors.Privacy;
using Gateway.Actors.Projection;
using Gateway.Actors.Registrations;
using Gateway.Actors.Rosters;
using Gateway.Actors.Sweeper;
using Gateway.Actors.Time;
using Gateway.Actors.Wire;
using Gateway.Storage.Alarms;
using Gateway.Storage.Attendance;
using Gateway.Storage.Audit;
using Gateway.Storage.Board;
using Gateway.Storage.Certification;
using Gateway.Storage.Commands;
using Gateway.Storage.Counts;
using Gateway.Storage.Devices;
using Gateway.Storage.Feed;
using Gateway.Storage.Habits;
using Gateway.Storage.Hiding;
using Gateway.Storage.Imports;
using Gateway.Storage.Jobs;
using Gateway.Storage.Journal;
using Gateway.Storage.Keys;
using Gateway.Storage.Migrations;
using Gateway.Storage.Nodes;
using Gateway.Storage.Persons;
using Gateway.Storage.Presence;
using Gateway.Storage.Protection;
using Gateway.Storage.Recording;
using Gateway.Storage.Registrations;
using Gateway.Storage.Retention;
using Gateway.Storage.Rosters;
using Gateway.Storage.Search;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Gateway.Storage.UnknownTerminals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Storage;

/// <summary>Puts the database and its stores into the container.</summary>
public static class StorageSetup
{
    /// <summary>
    /// Everything as singletons, ports with their implementations. Needs Data Protection; <see cref="Schema.MigrateAsync"/> comes first. A <see cref="FeedMemory"/> that
    /// outlives the process is the caller's to add.
    /// </summary>
    public static IServiceCollection AddGatewayStorage(this IServiceCollection services, StorageOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new FeedMemory());
        services.TryAddSingleton(GatewayZone.Standard);
        services.AddSingleton(options).AddSingleton<Database>().AddSingleton<Schema>();
        services.AddSingleton<DeviceStore>().AddSingleton<IDeviceStore>(provider => provider.GetRequiredService<DeviceStore>());
        services.AddSingleton<ISiteFollower, RosterOfSite>().AddSingleton<SiteStore>().AddSingleton<ModelStore>().AddSingleton<ModelGuess>();
        services.AddSingleton<HabitStore>().AddSingleton<IHabitStore>(provider => provider.GetRequiredService<HabitStore>());
        services.AddSingleton<AttendanceStore>().AddSingleton<IAttendanceStore>(provider => provider.GetRequiredService<AttendanceStore>());
        services.AddSingleton<FeedStore>().AddSingleton<IFeedStore>(provider => provider.GetRequiredService<FeedStore>());
        services.AddSingleton<PresenceStore>().AddSingleton<IPresenceStore>(provider => provider.GetRequiredService<PresenceStore>());
        services.AddSingleton<HashKeys>().AddSingleton<KeyRingCanary>().AddSingleton<IHiddenText, HiddenText>().AddSingleton<FeedCipher>();
        services.TryAddSingleton(ClearFields.Default);
        services.AddSingleton<HidingStore>().AddSingleton<HidingLoop>();
        services.AddSingleton<AttendanceLists>().AddSingleton<CommandLists>().AddSingleton<NameReader>();
        services.AddSingleton<PersonStore>().AddSingleton<CommandStore>().AddSingleton<CommandIntakeStore>().AddSingleton<ICommandSweepStore, CommandSweepStore>();
        services.AddSingleton<UnknownTerminalStore>().AddSingleton<JobStore>().AddSingleton<JobRunStore>();
        services.TryAddSingleton<RosterSignal>();
        services.AddSingleton<IReconcileStore, ReconcileStore>();
        services.AddSingleton<RosterFacts>().AddSingleton<RosterStore>().AddSingleton<RosterLists>().AddSingleton<DeviceRosterStore>();
        services.AddSingleton<RosterMatrixReader>().AddSingleton<WorkerStore>().AddSingleton<BoardReader>().AddSingleton<SearchReader>();
        services.AddSingleton<CommandJournal>().AddSingleton<ICommandProjectionStore, CommandProjectionStore>();
        services.AddSingleton<RegistrationStore>().AddSingleton<IRegistrationStore>(provider => provider.GetRequiredService<RegistrationStore>());
        services.AddSingleton<AuditStore>().AddSingleton<FeedMarks>().AddSingleton<RetentionStore>().AddSingleton<PartitionStore>();
        services.AddSingleton<RetentionClock>().AddSingleton<RetentionLoop>();
        services.AddSingleton<RetentionPlan>().AddSingleton<RetentionDeletes>().AddSingleton<RetentionRunStore>().AddSingleton<RetentionProofStore>();
        services.AddSingleton<ClockInStore>().AddSingleton<ClockInReader>().AddSingleton<ClockInFollower>().AddSingleton<CountStore>().AddSingleton<CountReader>();
        services.AddSingleton<DatabaseSizes>().AddSingleton<SiteRetention>();
        services.AddSingleton<ImportStore>().AddSingleton<AlarmStore>().AddSingleton<AlarmFacts>().AddSingleton<ClusterNodeStore>().AddSingleton<FrameStore>();
        return services.AddSingleton<QuarantineStore>().AddSingleton<ApiKeyStore>().AddSingleton<ConsoleSessionStore>().AddSingleton<CertificationStore>();
    }
}
