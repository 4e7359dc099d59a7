/** Addresses and where they are. The company's own are documentation ranges (RFC 5737); homes and hotels are invented. */
import type { Rng } from './rng.ts';

export interface Place {
  readonly city: string;
  readonly state: string | null;
  readonly country: string;
  readonly postalCode: string | null;
  readonly lat: number;
  readonly lon: number;
  readonly asNumber: number;
  readonly asOrg: string;
  readonly isp: string;
  readonly domain: string;
}

export interface Address {
  readonly ip: string;
  readonly place: Place;
}

const place = (
  city: string,
  state: string | null,
  country: string,
  postalCode: string | null,
  lat: number,
  lon: number,
  asNumber: number,
  asOrg: string,
  domain: string,
): Place => ({ city, state, country, postalCode, lat, lon, asNumber, asOrg, isp: asOrg, domain });

const ownNetwork = (
  city: string,
  state: string | null,
  country: string,
  postal: string,
  lat: number,
  lon: number,
): Place => place(city, state, country, postal, lat, lon, 64512, 'halcyon edge', 'halcyonedge.example');

/** Office NATs: a hundred people behind one address. */
export const OFFICE = {
  austin: {
    ip: '203.0.113.10',
    place: ownNetwork('Austin', 'Texas', 'United States', '78701', 30.2672, -97.7431),
  },
  austinGuest: {
    ip: '203.0.113.11',
    place: ownNetwork('Austin', 'Texas', 'United States', '78701', 30.2672, -97.7431),
  },
  london: {
    ip: '198.51.100.20',
    place: ownNetwork('London', 'England', 'United Kingdom', 'EC2A', 51.5237, -0.0837),
  },
  lisbon: {
    ip: '198.51.100.52',
    place: ownNetwork('Lisbon', 'Lisbon', 'Portugal', '1250', 38.7223, -9.1393),
  },
  singapore: {
    ip: '192.0.2.36',
    place: ownNetwork('Singapore', null, 'Singapore', '048616', 1.2841, 103.8515),
  },
  vpn: {
    ip: '203.0.113.200',
    place: ownNetwork('Ashburn', 'Virginia', 'United States', '20147', 39.0438, -77.4874),
  },
} as const satisfies Record<string, Address>;

/** The web proxy that stands behind the VPN exit in some request chains. */
export const EGRESS_PROXY: Address = { ip: '198.51.100.7', place: OFFICE.london.place };

export const VENDOR = {
  smartsheet: ['52.39.47.88', '54.201.33.170', '35.155.201.14'],
  moveworks: ['54.183.116.41', '13.56.177.202'],
  /** The hosted build service that bitbucket-svc belongs to. */
  buildService: ['34.232.119.83', '34.199.54.113', '34.236.25.177'],
  marketplace: ['18.205.93.66', '18.234.32.145'],
  /** Where the Atlassian server itself looks for add-on updates. */
  addonUpdates: ['104.192.140.21', '13.227.180.64'],
} as const;

export const VENDOR_PLACE: Place = place(
  'Boardman',
  'Oregon',
  'United States',
  '97818',
  45.8399,
  -119.7006,
  16509,
  'amazon.com inc.',
  'amazonaws.com',
);
export const ATTACKER_PLACE: Place = place(
  'Bucharest',
  'București',
  'Romania',
  '030167',
  44.4268,
  26.1025,
  9009,
  'm247 europe srl',
  'm247.com',
);

interface HomeNetwork {
  readonly place: Place;
  readonly prefixes: readonly string[];
}

const HOMES: Record<'Central' | 'Pacific' | 'London' | 'Lisbon' | 'Singapore', readonly HomeNetwork[]> = {
  Central: [
    {
      place: place(
        'Austin',
        'Texas',
        'United States',
        '78745',
        30.2064,
        -97.7954,
        7018,
        'att-internet4',
        'sbcglobal.net',
      ),
      prefixes: ['108.217', '99.112'],
    },
    {
      place: place(
        'Round Rock',
        'Texas',
        'United States',
        '78664',
        30.5083,
        -97.6789,
        11427,
        'twc-11427-texas',
        'rr.com',
      ),
      prefixes: ['70.112', '66.68'],
    },
    {
      place: place(
        'Dallas',
        'Texas',
        'United States',
        '75204',
        32.8038,
        -96.7851,
        7018,
        'att-internet4',
        'sbcglobal.net',
      ),
      prefixes: ['107.140'],
    },
  ],
  Pacific: [
    {
      place: place(
        'Portland',
        'Oregon',
        'United States',
        '97214',
        45.5145,
        -122.6463,
        7922,
        'comcast-7922',
        'comcast.net',
      ),
      prefixes: ['73.25', '67.170'],
    },
    {
      place: place(
        'San Jose',
        'California',
        'United States',
        '95125',
        37.2955,
        -121.8944,
        7922,
        'comcast-7922',
        'comcast.net',
      ),
      prefixes: ['73.92'],
    },
  ],
  London: [
    {
      place: place(
        'London',
        'England',
        'United Kingdom',
        'SE15',
        51.4734,
        -0.0662,
        2856,
        'british telecommunications plc',
        'btcentralplus.com',
      ),
      prefixes: ['86.155', '81.147'],
    },
    {
      place: place(
        'Croydon',
        'England',
        'United Kingdom',
        'CR0',
        51.3762,
        -0.0982,
        5089,
        'virgin media limited',
        'virginm.net',
      ),
      prefixes: ['82.31', '80.4'],
    },
  ],
  Lisbon: [
    {
      place: place(
        'Lisbon',
        'Lisbon',
        'Portugal',
        '1900',
        38.7369,
        -9.1302,
        2860,
        'nos comunicacoes s.a.',
        'netcabo.pt',
      ),
      prefixes: ['85.138', '89.154'],
    },
    {
      place: place(
        'Setúbal',
        'Setúbal',
        'Portugal',
        '2900',
        38.5244,
        -8.8882,
        3243,
        'meo residencial',
        'telepac.pt',
      ),
      prefixes: ['85.243'],
    },
  ],
  Singapore: [
    {
      place: place(
        'Singapore',
        null,
        'Singapore',
        '560123',
        1.3691,
        103.8454,
        9506,
        'singtel fibre broadband',
        'singnet.com.sg',
      ),
      prefixes: ['116.86', '119.74'],
    },
  ],
};

/** The home address of one person. */
export function homeAddress(random: Rng, zone: keyof typeof HOMES): Address {
  const network = random.pick(HOMES[zone]);
  return {
    ip: `${random.pick(network.prefixes)}.${random.int(2, 250)}.${random.int(2, 250)}`,
    place: network.place,
  };
}

/** Hotels, airports and conference halls: each used by one traveller, so rare as the attacker's own address is. */
export const TRIPS: readonly { readonly from: string; readonly days: number; readonly address: Address }[] = [
  {
    from: '2023-10-19',
    days: 3,
    address: {
      ip: '80.94.31.17',
      place: place(
        'Berlin',
        'Land Berlin',
        'Germany',
        '10785',
        52.5074,
        13.372,
        3320,
        'deutsche telekom ag',
        't-ipconnect.de',
      ),
    },
  },
  {
    from: '2023-10-24',
    days: 3,
    address: {
      ip: '190.211.84.9',
      place: place(
        'San José',
        'San José',
        'Costa Rica',
        '10101',
        9.9281,
        -84.0907,
        11830,
        'instituto costarricense de electricidad',
        'ice.go.cr',
      ),
    },
  },
  {
    from: '2023-10-26',
    days: 2,
    address: {
      ip: '121.242.77.130',
      place: place(
        'Bengaluru',
        'Karnataka',
        'India',
        '560001',
        12.9716,
        77.5946,
        4755,
        'tata communications',
        'vsnl.net.in',
      ),
    },
  },
  {
    from: '2023-10-30',
    days: 4,
    address: {
      ip: '203.141.157.66',
      place: place(
        'Tokyo',
        'Tokyo',
        'Japan',
        '104-0061',
        35.6717,
        139.765,
        2497,
        'internet initiative japan',
        'iij.ad.jp',
      ),
    },
  },
  {
    from: '2023-11-02',
    days: 2,
    address: {
      ip: '77.241.128.44',
      place: place(
        'Copenhagen',
        'Capital Region',
        'Denmark',
        '1620',
        55.6761,
        12.5683,
        3308,
        'tdc holding a/s',
        'tdc.net',
      ),
    },
  },
  {
    from: '2023-11-06',
    days: 4,
    address: {
      ip: '207.223.42.118',
      place: place(
        'Chicago',
        'Illinois',
        'United States',
        '60616',
        41.8517,
        -87.6168,
        19653,
        'conference center network',
        'mccormickplace.com',
      ),
    },
  },
  {
    from: '2023-11-08',
    days: 3,
    address: {
      ip: '89.114.203.71',
      place: place(
        'Porto',
        'Porto',
        'Portugal',
        '4000',
        41.1496,
        -8.611,
        12353,
        'vodafone portugal',
        'vodafone.pt',
      ),
    },
  },
  {
    from: '2023-11-14',
    days: 2,
    address: {
      ip: '79.116.48.203',
      place: place(
        'Bucharest',
        'București',
        'Romania',
        '010071',
        44.4479,
        26.079,
        8708,
        'rcs & rds s.a.',
        'rdsnet.ro',
      ),
    },
  },
  {
    from: '2023-11-15',
    days: 3,
    address: {
      ip: '149.88.17.52',
      place: place(
        'Warsaw',
        'Mazovia',
        'Poland',
        '00-001',
        52.2297,
        21.0122,
        212238,
        'datacamp limited',
        'datacamp.co.uk',
      ),
    },
  },
  {
    from: '2023-11-16',
    days: 2,
    address: {
      ip: '64.125.69.201',
      place: place(
        'New York',
        'New York',
        'United States',
        '10001',
        40.7506,
        -73.9972,
        6461,
        'zayo bandwidth',
        'zayo.com',
      ),
    },
  },
  {
    from: '2023-11-20',
    days: 3,
    address: {
      ip: '193.136.166.54',
      place: place(
        'Coimbra',
        'Coimbra',
        'Portugal',
        '3000',
        40.2033,
        -8.4103,
        1930,
        'fundacao para a ciencia e a tecnologia',
        'fccn.pt',
      ),
    },
  },
  {
    from: '2023-11-22',
    days: 3,
    address: {
      ip: '201.48.113.29',
      place: place(
        'São Paulo',
        'São Paulo',
        'Brazil',
        '01310',
        -23.5614,
        -46.6559,
        16735,
        'algar telecom',
        'algartelecom.com.br',
      ),
    },
  },
  {
    from: '2023-11-22',
    days: 3,
    address: {
      ip: '174.203.88.142',
      place: place(
        'Denver',
        'Colorado',
        'United States',
        '80249',
        39.8494,
        -104.6738,
        6167,
        'cellco-part',
        'myvzw.com',
      ),
    },
  },
];

/** Address blocks of scanners that see every public address of the company. */
export const SCANNER_PREFIXES = [
  '162.142.125',
  '167.94.138',
  '167.94.145',
  '71.6.135',
  '80.82.77',
  '89.248.165',
  '184.105.139',
  '45.83.64',
  '205.210.31',
  '198.235.24',
] as const;

/** A visitor of the company's public site. */
export function visitor(random: Rng): string {
  return `${random.pick([24, 31, 37, 46, 50, 62, 68, 72, 76, 83, 87, 91, 94, 98, 109, 118, 126, 151, 173, 176, 181, 188, 189, 212])}.${random.int(1, 250)}.${random.int(1, 250)}.${random.int(2, 250)}`;
}
